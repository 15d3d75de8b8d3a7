//! Where in a file something stands: the way from the outermost object to it, before anybody asks for its line.

/// One step on the way down: a field, and in a list which element of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// The field, in the spelling of the meeting JSON.
    pub key: &'static str,
    /// The element, where the field holds a list.
    pub index: Option<usize>,
}

/// The whole way to an object or a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(pub Vec<Step>);

/// The way to the object at hand, on the stack; it costs nothing until something is found.
#[derive(Clone, Copy)]
pub struct At<'a> {
    above: Option<&'a At<'a>>,
    step: Step,
}

impl<'a> At<'a> {
    /// An element of a list of the outermost object.
    pub fn top(key: &'static str, index: usize) -> Self {
        Self { above: None, step: Step { key, index: Some(index) } }
    }

    /// An element of a list of this object.
    pub fn element(&'a self, key: &'static str, index: usize) -> Self {
        Self { above: Some(self), step: Step { key, index: Some(index) } }
    }

    /// An object of this object.
    pub fn child(&'a self, key: &'static str) -> Self {
        Self { above: Some(self), step: Step { key, index: None } }
    }

    /// A field of this object.
    pub fn field(&self, key: &'static str) -> Place {
        self.child(key).place()
    }

    /// This object: where its id stands, else where it begins.
    pub fn id(&self) -> Place {
        self.field("id")
    }

    /// This object or field itself.
    pub fn place(&self) -> Place {
        let mut steps = vec![self.step];
        let mut above = self.above;
        while let Some(at) = above {
            steps.push(at.step);
            above = at.above;
        }
        steps.reverse();
        Place(steps)
    }
}
