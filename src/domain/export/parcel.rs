//! Facts as bytes, for the way to the writer's worker: what is taken out of them again borrows from them, and no text is copied.

use std::borrow::Cow;

use crate::domain::timing::Extent;

/// What can be carried.
pub trait Carried<'a>: Sized {
    /// Puts it behind what is there.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes it from the front; nothing where the bytes are not of its kind.
    fn take(from: &mut &'a [u8]) -> Option<Self>;
}

/// Carries a struct, field by field.
macro_rules! carried {
    (<$a:lifetime> $name:ty { $($field:ident),+ }) => {
        impl<$a> $crate::domain::export::parcel::Carried<$a> for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)+
            }

            fn take(from: &mut &$a [u8]) -> Option<Self> {
                Some(Self { $($field: $crate::domain::export::parcel::Carried::take(from)?),+ })
            }
        }
    };
}
pub(super) use carried;

/// Carries an enum without values, as the place of the value among all of them.
macro_rules! carried_word {
    ($name:ty) => {
        impl<'a> $crate::domain::export::parcel::Carried<'a> for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn take(from: &mut &'a [u8]) -> Option<Self> {
                let place = from.split_off_first()?;
                Self::ALL.into_iter().find(|one| *one as u8 == *place)
            }
        }
    };
}
pub(super) use carried_word;

impl<'a> Carried<'a> for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(Self::from_le_bytes(*bytes))
    }
}

/// A number or length; none comes near four thousand millions.
impl<'a> Carried<'a> for usize {
    fn put(&self, out: &mut Vec<u8>) {
        u32::try_from(*self).unwrap_or(u32::MAX).put(out);
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        Self::try_from(u32::take(from)?).ok()
    }
}

impl<'a> Carried<'a> for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        Some(*from.split_off_first()? == 1)
    }
}

impl<'a> Carried<'a> for Cow<'a, str> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        let length = usize::take(from)?;
        std::str::from_utf8(from.split_off(..length)?).ok().map(Cow::Borrowed)
    }
}

impl<'a, T: Carried<'a>> Carried<'a> for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<'a, T: Carried<'a>> Carried<'a> for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        // No value is without a byte, so a wrong number ends where the bytes do.
        (0..usize::take(from)?).map(|_| T::take(from)).collect()
    }
}

impl<'a, S: Carried<'a>, T: Carried<'a>> Carried<'a> for (S, T) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut &'a [u8]) -> Option<Self> {
        Some((S::take(from)?, T::take(from)?))
    }
}

carried!(<'a> Extent { least, most, open });
