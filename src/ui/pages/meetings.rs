//! The Meetings page: facets, search, and the list; all of it in the address.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

use crate::{
    domain::{
        filter::{Facet, Filter, Shown, Sort, relaxations},
        list::{List, Recorded},
        model::MeetingType,
        route::Route,
    },
    message::View,
    platform::{clock, dom, intl},
    ui::{
        node::{html::*, *},
        parts::{self, menu, own, row, when},
        state::{File, Search, State},
        text::{LANGUAGE, t, tn, tv},
    },
};

/// How many rows are in the page whatever the screen, so that the browser's own search finds all in a short list.
const SHORT: usize = 40;
/// How many of a longer list are in the page at first, and how many come at a time: what a filter changes is to be painted at once.
const FIRST: usize = 20;
const STEP: usize = 80;
/// How many meetings are shown, in words.
const COUNT: &str = "count";

/// The name of a meeting type.
pub fn type_name(kind: MeetingType) -> View {
    match kind {
        MeetingType::Virtual => View::TypeVirtual,
        MeetingType::InPerson => View::TypeInPerson,
        MeetingType::OpenConsultation => View::TypeOpenConsultation,
        MeetingType::WorkingGroupCall => View::TypeWorkingGroupCall,
        MeetingType::Workshop => View::TypeWorkshop,
        MeetingType::Webinar => View::TypeWebinar,
        MeetingType::Other => View::TypeOther,
    }
}

fn recorded_name(recorded: Recorded) -> View {
    match recorded {
        Recorded::Agenda => View::HasAgenda,
        Recorded::Minutes => View::HasMinutes,
        Recorded::Actions => View::HasActions,
        Recorded::Participants => View::HasParticipants,
    }
}

fn facet_name(facet: Facet) -> View {
    match facet {
        Facet::Cycle => View::FacetCycle,
        Facet::Group => View::FacetGroup,
        Facet::Type => View::FacetType,
        Facet::Has => View::FacetHas,
    }
}

/// The name of a value of a facet.
fn value_name(list: &List, facet: Facet, value: &str) -> String {
    match facet {
        Facet::Cycle => {
            list.cycle.iter().find(|cycle| cycle.id.as_str() == value).map_or_else(|| value.to_owned(), |cycle| cycle.label().to_owned())
        }
        Facet::Group => {
            list.organization.iter().find(|body| body.id.as_str() == value).map_or_else(|| value.to_owned(), |body| body.label().to_owned())
        }
        Facet::Type => value.parse().map_or_else(|()| value.to_owned(), |kind| t(type_name(kind)).to_owned()),
        Facet::Has => value.parse().map_or_else(|()| value.to_owned(), |recorded| t(recorded_name(recorded)).to_owned()),
    }
}

fn set(state: State, filter: Filter) {
    dom::go(&state.link(Route::Meetings(filter)));
}

/// A button that sets a filter and goes with it: the focus goes to the count.
fn relax(state: State, filter: Filter) -> El {
    button().r#type("button").on(ev::click, move |_| {
        set(state, filter.clone());
        if let Some(count) = dom::by_id(COUNT) {
            dom::focus_in_place(&count);
        }
    })
}

/// The page.
pub fn page(state: State) -> impl IntoNode {
    let shown = Memo::new(move |_| Arc::new(state.shown()));
    (div().class("page-head").child((parts::heading(state), move || next_card(state))), move || match &*state.list.read() {
        None | Some(File::Loading) => parts::loading(),
        Some(File::Failed(sentence)) => parts::failed(sentence.clone()),
        Some(File::Ready(list)) => body(state, list, shown),
    })
}

/// The next meeting where one is scheduled, else a way to draft it.
fn next_card(state: State) -> Option<Node> {
    let list = state.ready()?;
    let now = clock::now_seconds();
    let coming = list
        .row
        .iter()
        .filter(|row| row.state.as_ref().and_then(|state| state.known()) == Some(&crate::domain::model::MeetingState::Scheduled))
        .filter(|row| !row.cancelled)
        .filter_map(|row| Some((when::instant(&row.start)?, row)))
        .filter(|(at, _)| at.0 >= now)
        .min_by_key(|(at, _)| *at);
    let latest = list.row.first()?;
    Some(match coming {
        Some((_, row)) => section()
            .class("card next")
            .aria_label(t(View::NextMeeting))
            .child((
                h2().child(t(View::NextMeeting)),
                p().child(a().href(state.link(Route::Meeting(row.id.clone(), None))).child(own(row.label()))),
                p().child(when::view(row.start.as_ref(), row.end.as_ref(), &state.zone())),
            ))
            .node(),
        None => p()
            .class("next-link")
            .child(parts::draft_next(state, latest.id.clone()).class("button").child(tv(View::DraftAfter, &[("meeting", latest.label())])))
            .node(),
    })
}

fn body(state: State, list: &'static List, shown: Memo<Arc<Shown>>) -> Node {
    let sheet = RwSignal::new(false);
    // The address at which the sheet was opened.
    let opened_at = StoredValue::new(String::new());
    let filter = Memo::new(move |_| state.filter().0);
    let extent = Extent { limit: RwSignal::new(FIRST), whole: RwSignal::new(false), shown };
    effect(move || {
        let _ = filter.read();
        extent.limit.set(FIRST);
        extent.whole.set(false);
    });
    let close_sheet = move || {
        sheet.set(false);
        if let Some(button) = dom::by_id("filter-button") {
            let _ = button.focus();
        }
    };
    let leave_sheet = move || {
        close_sheet();
        if dom::fragment() == opened_at.get_value() {
            dom::back();
        }
    };
    // On a phone one goes back out of what covers the screen: the open sheet is an entry of the history.
    let going_back = Closure::<dyn FnMut()>::new(move || {
        if sheet.get_untracked() && dom::fragment() == opened_at.get_value() {
            close_sheet();
        }
    });
    dom::window().set_onpopstate(Some(going_back.as_ref().unchecked_ref()));
    let going_back = StoredValue::new_local(going_back);
    on_cleanup(move || going_back.with_value(|_| dom::window().set_onpopstate(None)));
    div()
        .class("columns")
        .child((
            div().class("results").child((
                div().class("search").role("search").child((
                    label().r#for("search").child(t(View::SearchMeetings)),
                    search_field(state, filter),
                    button()
                        .r#type("button")
                        .id("filter-button")
                        .class("button filter-button")
                        .attr("aria-expanded", move || sheet.get().to_string())
                        .on(ev::click, move |_| {
                            sheet.set(true);
                            opened_at.set_value(dom::fragment());
                            dom::cover();
                            dom::next_frame(|| drop(dom::by_id("facets").map(|sheet| sheet.focus())));
                        })
                        .child(move || {
                            let count = filter.read().set_count();
                            if count == 0 { t(View::Filter).to_owned() } else { tn(View::FilterCount, count, &[]) }
                        }),
                )),
                move || search_notice(state, list),
                move || chips(state, list, &filter.get(), shown.read().rows.is_empty()),
                div().class("status-line").child((
                    p().id(COUNT).tabindex("-1").role("status").class("count").child(move || {
                        if state.is_searching() {
                            return t(View::Searching).to_owned();
                        }
                        let total = state.ready().map_or(0, |list| list.row.len());
                        let count = shown.read().rows.len();
                        if filter.read().set_count() == 0 {
                            tn(View::MeetingCount, total, &[])
                        } else {
                            tn(View::MeetingsOf, total, &[("shown", &intl::number(LANGUAGE, count as u64))])
                        }
                    }),
                    label().class("sort").child((t(View::SortBy), " ", sort_field(state, filter))),
                    menu::menu(
                        "export-list",
                        t(View::ExportList),
                        "button",
                        vec![
                            ("JSON", Box::new(move || export_list(state, shown, "json")) as menu::Run),
                            ("CSV", Box::new(move || export_list(state, shown, "list"))),
                        ],
                    ),
                    parts::print(),
                    // Not at the end of the list, which moves away as rows come.
                    button()
                        .r#type("button")
                        .class("button quiet")
                        .hidden(move || extent.rest() == 0)
                        .on(ev::click, move |_| {
                            extent.whole.set(true);
                            extent.fill();
                            // The button is about to go.
                            if let Some(count) = dom::by_id(COUNT) {
                                dom::focus_in_place(&count);
                            }
                        })
                        .child(t(View::ShowAll)),
                )),
                rows(state, list, filter, extent),
            )),
            aside()
                .id("facets")
                .class(move || if sheet.get() { "facets open" } else { "facets" })
                .aria_label(t(View::Filter))
                .role(move || sheet.get().then_some("dialog"))
                .attr("aria-modal", move || sheet.get().then_some("true"))
                .tabindex("-1")
                .on(ev::keydown, move |event: ev::KeyboardEvent| {
                    if sheet.get_untracked() {
                        match event.key().as_str() {
                            "Escape" => leave_sheet(),
                            "Tab" => hold(&event),
                            _ => {}
                        }
                    }
                })
                .child((
                    h2().child(t(View::Filter)),
                    div().class("facet-list").child(Facet::ALL.map(|facet| facet_view(state, list, facet, filter, shown)).to_vec()),
                    div().class("sheet-foot").child((
                        button()
                            .r#type("button")
                            .class("button primary")
                            .on(ev::click, move |_| leave_sheet())
                            .child(move || tn(View::ShowMeetings, shown.read().rows.len(), &[])),
                        button()
                            .r#type("button")
                            .class("button")
                            .on(ev::click, move |_| set(state, filter.get_untracked().cleared()))
                            .child(t(View::ClearAll)),
                    )),
                )),
        ))
        .node()
}

/// Keeps the focus in the sheet: behind its last stop comes its first.
fn hold(event: &ev::KeyboardEvent) {
    let Ok(stops) = dom::document().query_selector_all("#facets input, #facets button") else { return };
    let active = dom::document().active_element();
    let last = stops.length().saturating_sub(1);
    let at = (0..=last).find(|place| stops.item(*place).as_ref() == active.as_deref());
    let to = match (event.shift_key(), at) {
        (true, None | Some(0)) => last,
        (false, Some(at)) if at == last => 0,
        _ => return,
    };
    if let Some(stop) = stops.item(to).and_then(|stop| stop.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _ = stop.focus();
    }
}

fn search_field(state: State, filter: Memo<Filter>) -> impl IntoNode {
    let waiting = StoredValue::new(0u32);
    input()
        .r#type("search")
        .id("search")
        .autocomplete("off")
        .spellcheck("false")
        .dir("auto")
        .prop("value", move || {
            let q = filter.read().q.clone();
            // A space that is being typed belongs to the next word.
            let typed = dom::by_id("search").and_then(|field| Some(field.dyn_ref::<web_sys::HtmlInputElement>()?.value()));
            typed.filter(|typed| typed.trim() == q).unwrap_or(q)
        })
        .on(ev::input, move |event| {
            let text = event_target_value(&event);
            waiting.update_value(|waiting| *waiting += 1);
            let mine = waiting.get_value();
            // Browsers refuse more than some hundred history writes a minute, so a burst of typing is one.
            dom::after(60, move || {
                if waiting.try_get_value() == Some(mine) {
                    let filter = Filter { q: text.trim().to_owned(), ..filter.get_untracked() };
                    dom::replace(&state.link(Route::Meetings(filter)));
                }
            });
        })
}

fn sort_field(state: State, filter: Memo<Filter>) -> impl IntoNode {
    let value = move || match filter.read().sort {
        Sort::Usual => "",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
    };
    select()
        .prop("value", value)
        .on(ev::change, move |event| {
            let sort = match event_target_value(&event).as_str() {
                "newest" => Sort::Newest,
                "oldest" => Sort::Oldest,
                _ => Sort::Usual,
            };
            set(state, Filter { sort, ..filter.get_untracked() });
        })
        .child(move || {
            let searching = !filter.read().q.is_empty();
            let chosen = value();
            let entry = move |value: &'static str, name: View| option().value(value).selected(value == chosen).child(t(name));
            if searching {
                vec![entry("", View::SortBest), entry("newest", View::SortNewest), entry("oldest", View::SortOldest)]
            } else {
                vec![entry(if chosen == "newest" { "newest" } else { "" }, View::SortNewest), entry("oldest", View::SortOldest)]
            }
        })
}

/// What the search cannot reach, while words are searched.
fn search_notice(state: State, list: &List) -> Option<Node> {
    if state.filter().0.q.is_empty() {
        return None;
    }
    let again = |content: String| {
        p().class("banner warn")
            .role("status")
            .child((
                content,
                " ",
                button().r#type("button").class("button").on(ev::click, move |_| state.load_list()).child(t(View::TryAgain)),
            ))
            .node()
    };
    let files = state.unsearched.read();
    if state.search.get() == Search::Failed {
        Some(again(t(View::OnlyTitles).to_owned()))
    } else if files.is_empty() {
        None
    } else {
        let names: Vec<String> = files.iter().map(|file| parts::cycle_of(list, file)).collect();
        Some(again(tv(View::NotSearched, &[("names", &intl::list(LANGUAGE, &names))])))
    }
}

/// The chosen filters; where nothing is found, the page below offers to take each of them away, and they are not said twice.
fn chips(state: State, list: &List, filter: &Filter, nothing: bool) -> Option<Node> {
    if filter.set_count() == 0 {
        return None;
    }
    let chip = move |text: String, without: Filter| {
        li().child(
            relax(state, without)
                .class("chip")
                .aria_label(tv(View::RemoveFilter, &[("value", &text)]))
                .child((own(text), span().attr("aria-hidden", "true").child(" ✕"))),
        )
    };
    let mut all: Vec<Node> = Vec::new();
    if !filter.q.is_empty() {
        all.push(chip(tv(View::Quoted, &[("text", &filter.q)]), Filter { q: String::new(), ..filter.clone() }).node());
    }
    for facet in Facet::ALL {
        for value in filter.values(facet) {
            all.push(chip(value_name(list, facet, &value), filter.toggled(facet, &value)).node());
        }
    }
    Some(
        div()
            .class("chips")
            .child((
                (!nothing).then(|| ul().aria_label(t(View::ChosenFilters)).child(all)),
                relax(state, filter.cleared()).class("button quiet").child(t(View::ClearFilters)),
            ))
            .node(),
    )
}

/// A facet: its values keep their boxes, only counts and ticks change.
fn facet_view(state: State, list: &'static List, facet: Facet, filter: Memo<Filter>, shown: Memo<Arc<Shown>>) -> Node {
    let values: Vec<(usize, String)> = match facet {
        Facet::Cycle => list.cycle.iter().map(|cycle| cycle.id.to_string()).enumerate().collect(),
        Facet::Group => {
            let mut is_concerned = vec![false; list.organization.len()];
            list.row.iter().flat_map(|row| &row.about).for_each(|place| is_concerned[usize::from(*place)] = true);
            list.organization
                .iter()
                .enumerate()
                .filter(|(place, _)| is_concerned[*place])
                .map(|(place, body)| (place, body.id.to_string()))
                .collect()
        }
        Facet::Type => MeetingType::ALL
            .iter()
            .map(ToString::to_string)
            .enumerate()
            .filter(|(_, kind)| list.row.iter().any(|row| row.meeting_type.as_ref().is_some_and(|value| value.to_string() == *kind)))
            .collect(),
        Facet::Has => Recorded::ALL.iter().map(ToString::to_string).enumerate().collect(),
    };
    let boxes = values
        .into_iter()
        .map(|(place, value)| {
            let name = value_name(list, facet, &value);
            let count = Memo::new(move |_| {
                let shown = shown.read();
                let counts = match facet {
                    Facet::Cycle => &shown.cycle,
                    Facet::Group => &shown.group,
                    Facet::Type => &shown.meeting_type,
                    Facet::Has => &shown.has,
                };
                counts.get(place).copied().unwrap_or_default()
            });
            let this = value.clone();
            let ticked = Memo::new(move |_| filter.read().values(facet).contains(&this));
            label().class(move || if count.get() == 0 { "facet-value none" } else { "facet-value" }).child((
                input()
                    .r#type("checkbox")
                    .prop("checked", ticked)
                    .on(ev::change, move |_| set(state, filter.get_untracked().toggled(facet, &value))),
                span().child(move || {
                    // What is not known yet is not counted.
                    if state.is_searching() {
                        return name.clone();
                    }
                    tv(View::FacetValue, &[("name", &name), ("count", &intl::number(LANGUAGE, u64::from(count.get())))])
                }),
            ))
        })
        .nodes();
    fieldset().class("facet").child((legend().child(t(facet_name(facet))), div().class("facet-values").child(boxes))).node()
}

/// How many of the rows are in the page.
#[derive(Clone, Copy)]
struct Extent {
    /// How many of a long list.
    limit: RwSignal<usize>,
    /// Whether all are wanted.
    whole: RwSignal<bool>,
    shown: Memo<Arc<Shown>>,
}

impl Extent {
    fn count(self) -> usize {
        let all = self.shown.read().rows.len();
        if all > SHORT { all.min(self.limit.get()) } else { all }
    }

    /// How many are not.
    fn rest(self) -> usize {
        self.shown.read().rows.len() - self.count()
    }

    /// Lets some more rows in, where there are more.
    fn grow(self) {
        if self.shown.try_read_untracked().is_some() && untrack(|| self.rest()) > 0 {
            self.limit.update(|limit| *limit += STEP);
        }
    }

    /// Lets all rows in while all are wanted: some before each frame, so that the page can be used meanwhile.
    fn fill(self) {
        if self.whole.try_get_untracked() == Some(true) && untrack(|| self.rest()) > 0 {
            self.grow();
            dom::next_frame(move || self.fill());
        }
    }
}

fn rows(state: State, list: &'static List, filter: Memo<Filter>, extent: Extent) -> Node {
    // Whether the cycles head the rows: not in the order of the best match.
    let in_order = move || filter.read().q.is_empty() || filter.read().sort != Sort::Usual;
    // Number of what every row shows beside its meeting: rows are made anew when it changes.
    let dress = Memo::new(move |before: Option<&u32>| {
        let _ = (state.found.read(), state.zone());
        before.map_or(0, |before| before + 1)
    });
    let keys = move || {
        let (in_order, dress) = (in_order(), dress.get());
        let mut before = None;
        let key = |place: &u32| {
            let cycle = list.row.get(*place as usize)?.cycle;
            let heads = in_order && before != Some(cycle);
            before = Some(cycle);
            Some(RowKey { place: *place, heads, dress }.packed())
        };
        extent.shown.read().rows.iter().take(extent.count()).filter_map(key).collect()
    };
    let entry = move |key| {
        let RowKey { place, heads, .. } = RowKey::of(key);
        let Some(of) = list.row.get(place as usize) else { return Node::Nothing };
        let cycle = heads.then(|| {
            of.cycle
                .and_then(|place| list.cycle.get(usize::from(place)))
                .map_or_else(|| t(View::NoCycle).to_owned(), |cycle| cycle.label().to_owned())
        });
        let found = state.found.read();
        let hits = found.as_ref().and_then(|found| found.hits.iter().find(|(at, _)| *at == place)).map(|(_, hits)| hits);
        row::view(state, list, of, cycle, hits)
    };
    (
        row::list(View::Meetings).windowed(row::WINDOW, keys, entry),
        move || (extent.shown.read().rows.is_empty() && !state.is_searching()).then(|| nothing(state, list, &filter.get())),
        p().id("more").class("more").hidden(move || extent.rest() == 0).child(move || tn(View::MoreMeetings, extent.rest(), &[])),
        grow_near(extent),
    )
        .node()
}

/// What makes one row another row, in one number.
struct RowKey {
    place: u32,
    /// Whether the heading of a cycle stands above it.
    heads: bool,
    /// Number of what all rows show; only its last 31 bits tell.
    dress: u32,
}

impl RowKey {
    fn packed(&self) -> u64 {
        u64::from(self.dress) << 33 | u64::from(self.heads) << 32 | u64::from(self.place)
    }

    fn of(key: u64) -> Self {
        Self { place: key as u32, heads: key >> 32 & 1 == 1, dress: (key >> 33) as u32 }
    }
}

/// Lets more rows into the page as its end comes near. Reaches outside: the intersection observer.
fn grow_near(extent: Extent) {
    effect(move || {
        let Some(end) = dom::by_id("more") else { return };
        let call = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let near = entries
                .iter()
                .any(|entry| entry.dyn_into::<web_sys::IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting()));
            if near {
                extent.grow();
            }
        });
        let options = web_sys::IntersectionObserverInit::new();
        options.set_root_margin("600px");
        if let Ok(observer) = web_sys::IntersectionObserver::new_with_options(call.as_ref().unchecked_ref(), &options) {
            observer.observe(&end);
            let stop = StoredValue::new_local((observer, call));
            on_cleanup(move || stop.with_value(|(observer, _)| observer.disconnect()));
        }
    });
}

fn nothing(state: State, list: &List, filter: &Filter) -> Node {
    let found = state.found_rows(list, &filter.q);
    let ways = relaxations(list, filter, found.as_deref())
        .into_iter()
        .map(|(facet, value, count)| {
            let (name, without) = match facet {
                Some(facet) => (value_name(list, facet, &value), filter.toggled(facet, &value)),
                None => (tv(View::Quoted, &[("text", &value)]), Filter { q: String::new(), ..filter.clone() }),
            };
            li().child((
                relax(state, without).class("button").child(tv(View::RemoveFilter, &[("value", &name)])),
                " ",
                span().class("muted").child(tn(View::WouldShow, count, &[])),
            ))
        })
        .nodes();
    div()
        .class("empty")
        .child((h2().child(t(View::NothingFound)), p().child(t(View::NothingFoundHelp)), ul().class("plain").child(ways)))
        .node()
}

fn export_list(state: State, shown: Memo<Arc<Shown>>, form: &'static str) {
    let Some(list) = state.ready() else { return };
    let shown = shown.read_untracked();
    state.export(form, "meetings".into(), shown.rows.iter().filter_map(|place| list.row.get(*place as usize)).map(|row| row.id.clone()));
}
