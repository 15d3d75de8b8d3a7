//! Lists, headings and tables in markup, as programs write them and as hostile ones do.

use super::*;
use crate::domain::draft::paste;

fn check(markup: &str, expected: &[(usize, &str, &str)]) {
    let lines = read(markup).lines;
    let told: Vec<(usize, &str, &str)> = lines
        .iter()
        .map(|line| (line.depth, line.item.number.as_deref().unwrap_or_default(), line.item.name.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(told, expected, "{markup}");
}

#[test]
fn levels_of_word_stand_in_its_styles() {
    let item = |level: usize, number: &str, text: &str| {
        format!(
            "<p class=MsoListParagraphCxSpMiddle style='margin-left:{level}cm;text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span \
             style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; \
             </span></span></span><![endif]>{text}<o:p></o:p></p>"
        )
    };
    let page = |body: &str| {
        format!(
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta name=Generator content=\"Microsoft Word 15\"><style>\n<!-- p.MsoListParagraph \
             {{mso-style-priority:34}} --></style></head><body lang=EN-GB><!--StartFragment-->{body}<!--EndFragment--></body></html>"
        )
    };
    let body = [
        item(1, "1.", "Welcome (5 min)"),
        item(2, "a.", "Chair"),
        item(3, "i.", "See <a href=\"https://example.org/a?b=1&amp;c=2\">the\npaper</a>"),
        item(1, "2.", "AOB"),
        item(2, "&middot;", "Free"),
    ];
    let markup = page(&body.concat());
    check(&markup, &[(0, "1.", "Welcome"), (1, "a.", "Chair"), (2, "i.", "See the paper"), (0, "2.", "AOB"), (1, "", "Free")]);
    let pasted = read(&markup);
    assert_eq!(of_json(&to_json(&pasted)), pasted);
    let lines = pasted.lines;
    assert_eq!(lines[0].item.duration.as_ref().map(ToString::to_string).as_deref(), Some("PT5M"));
    let file = &lines[2].item.file[0];
    assert_eq!((file.name.as_deref(), file.access_url.as_deref()), (Some("the paper"), Some("https://example.org/a?b=1&c=2")));
}

#[test]
fn levels_of_google_docs_stand_in_lists_and_roles() {
    check(
        "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><ol style=\"margin-top:0\"><li dir=\"ltr\" style=\"list-style-type:decimal;\" \
         aria-level=\"1\"><p dir=\"ltr\" role=\"presentation\"><span>Welcome</span></p></li><ol><li dir=\"ltr\" style=\"list-style-type:lower-alpha\" aria-level=\"2\"><p \
         role=\"presentation\"><span>Chair</span></p></li></ol><li style=\"list-style-type:decimal\" aria-level=\"1\"><p role=\"presentation\"><span>AOB</span><span> \
         now</span></p></li></ol></b>",
        &[(0, "1.", "Welcome"), (1, "a.", "Chair"), (0, "2.", "AOB now")],
    );
}

#[test]
fn headings_paragraphs_and_plain_lists() {
    check(
        "<h2>Part one</h2><ul><li>A<ul><li>B</ul></li><li>C</li></ul><h2>Part two</h2><ol start=3 type=a><li>D<p>said</p></li><li>E</ol><p>End</p>",
        &[
            (0, "", "Part one"),
            (1, "", "A"),
            (2, "", "B"),
            (1, "", "C"),
            (0, "", "Part two"),
            (1, "c.", "D"),
            (1, "d.", "E"),
            (1, "", "End"),
        ],
    );
    assert_eq!(read("<ul><li>A<p>said</p><p>more</p></li></ul>").lines[0].item.description.as_deref(), Some("said\nmore"));
    check("<p>No list</p><p>at all</p>", &[]);
}

#[test]
fn rows_of_tables_are_read_as_those_of_text_are() {
    let row = |cells: &[&str]| format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td><p>{cell}</p></td>")).collect::<String>());
    let table = [
        row(&["No", "Item", "Time", "Presenter"]),
        row(&["1.", "Welcome</p><p>in the hall", "5 min", "Chair"]),
        row(&["1.1", "The <a href='https://example.org/p'>paper</a>", "2'", "Jane Doe"]),
        "<tr><td colspan=4>Break</td></tr>".to_owned(),
        row(&["2.", "AOB", "", ""]),
    ];
    let lines = read(&format!("<p>Before</p><table><tbody>{}</tbody></table><p>After</p>", table.concat())).lines;
    let plain = paste::plain(
        "No\tItem\tTime\tPresenter\n1.\tWelcome\u{2028}in the hall\t5 min\tChair\n1.1\tThe paper\t2'\tJane Doe\nBreak\t\t\t\n2.\tAOB\t\t",
    );
    let told = |lines: &[Line]| lines.iter().map(|line| (line.depth, line.item.name.clone(), line.item.number.clone())).collect::<Vec<_>>();
    assert_eq!(told(&lines[1..lines.len() - 1]), told(&plain));
    let item = |at: usize| &lines[at].item;
    assert_eq!(lines.iter().map(|line| line.depth).collect::<Vec<_>>(), [0, 0, 1, 0, 0, 0]);
    assert_eq!((item(1).description.as_deref(), item(1).duration.is_some()), (Some("in the hall"), true));
    assert_eq!(
        (item(2).presenter[0].name.as_deref(), item(2).file[0].access_url.as_deref()),
        (Some("Jane Doe"), Some("https://example.org/p"))
    );
    // What is a table for its looks alone is read as what stands in it.
    check("<table><tr><td>x</td><td><ul><li>A<ul><li>B</ul></li></ul></td></tr></table>", &[(0, "", "x"), (0, "", "A"), (1, "", "B")]);
    check("<table><tr><td><p>No list</p><p>no row</p></td></tr></table>", &[]);
    check("<tr><td>A<td>5 min<tr><td>B<td>3 min", &[(0, "", "A"), (0, "", "B")]);
    check("<table><tr><td>A<table><tr><td>B</td><td>C</td></tr></table></td></tr></table>", &[(0, "", "A"), (0, "", "B")]);
}

/// Depth, number, title, length, presenters, description of what a table holds.
fn table_of(rows: &[&str]) -> Vec<String> {
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    let one = |line: &Line| {
        let AgendaItem { number, name, presenter, description, .. } = &line.item;
        let people: Vec<&str> = presenter.iter().filter_map(|one| one.name.as_deref().or(one.role.as_deref())).collect();
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().replace('\n', "/");
        format!(
            "{}|{}|{}|{}|{}|{}",
            line.depth,
            text(number),
            text(name),
            crate::domain::draft::duration::Stated::of(&line.item),
            people.join("+"),
            text(description)
        )
    };
    read(&format!("<table>{rows}</table>")).lines.iter().map(one).collect()
}

#[test]
fn lists_in_cells_stand_below_the_item_of_their_row() {
    assert_eq!(
        table_of(&[
            "<td>1<td>Welcome<td>5 min<td>Chair",
            "<td>2<td><p>Updates</p><ul><li>Secretariat (5 min)<ul><li>Budget</li></ul></li><li>Host</li></ul><td>10 min<td><ul><li>Jane Doe, Host<li>Chair</ul>",
            "<td>3<td>Papers<td>5 min<td>Chair<td>See<ul><li>one<ul><li>its annex</ul><li>two</ul>",
        ]),
        [
            "0|1|Welcome|5|Chair|",
            "0|2|Updates|10|Jane Doe, Host+Chair|",
            "1||Secretariat|5||",
            "2||Budget|||",
            "1||Host|||",
            "0|3|Papers|5|Chair|See/- one/  - its annex/- two",
        ]
    );
    // A cell that is a list holds items beside one another.
    assert_eq!(
        table_of(&["<td>10:00<td><ul><li>Welcome<li>Adoption</ul>", "<td>10:30<td>Talk"]),
        ["0||Welcome|30||10:00", "0||Adoption|||", "0||Talk|||10:30"]
    );
}

#[test]
fn cells_that_are_wider_or_higher_leave_the_others_in_their_columns() {
    let head = "<td>No<td>Item<td>Notes<td>Length<td>Presenter";
    assert_eq!(
        table_of(&[
            head,
            "<td>1<td colspan=2>Plans<td>10<td>Jane",
            "<td rowspan=2>2<td>Talk<td>All<td rowspan='2'>20<td>John",
            "<td>More<td>Some<td>Ann",
            "<td colspan=5>Break",
            "<td>3<td>End<td><td>5<td colspan=9999>Chair",
        ]),
        ["0|1|Plans|10|Jane|", "0|2|Talk|20|John|All", "0||More||Ann|Some", "0||Break|||", "0|3|End|5|Chair|"]
    );
    // However wide and high they say that they are.
    let wide = "<td colspan=4000000000 rowspan=4000000000>A<td>B";
    assert_eq!(table_of(&[wide, wide, "<td>C<td>D"]).len(), 3);
}

#[test]
fn headings_that_are_not_known_are_no_item_and_stand_before_their_cells() {
    assert_eq!(
        table_of(&["<td>No<td>Agenda item<td>Papers<td>Duration", "<td>1<td>Plans<td>2025/1<td>10", "<td>2<td>AOB<td><td>5"]),
        ["0|1|Plans|10||Papers: 2025/1", "0|2|AOB|5||"]
    );
    // What markup calls headings are such in any language.
    assert_eq!(
        table_of(&["<th>Gegenstand<th>Unterlagen", "<td>Plan<td>Papier 1", "<td>Bericht<td>"]),
        ["0||Plan|||Unterlagen: Papier 1", "0||Bericht|||"]
    );
    for head in [
        "N°<td>Point<td>Durée<td>Intervenant",
        "Nº<td>Tema<td>Duración<td>Ponente",
        "Nº<td>Assunto<td>Duração<td>Orador",
        "Nr.<td>Thema<td>Dauer<td>Referent",
    ] {
        assert_eq!(table_of(&[&format!("<td>{head}"), "<td>1<td>Plan<td>10<td>Jane Doe"]), ["0|1|Plan|10|Jane Doe|"], "{head}");
    }
    // A row of items is none of headings.
    assert_eq!(table_of(&["<td>Topic 1<td>Chair", "<td>Topic 2<td>Host"]), ["0||Topic 1||Chair|", "0||Topic 2||Host|"]);
}

#[test]
fn what_stands_around_a_list_in_a_mail_is_left_out() {
    let Pasted { lines, left_out } = read(
        "<div>Dear all,</div><div><br></div><p>Here is the agenda:</p><h2>Morning</h2><ol><li>Welcome<li>AOB</ol><p>See you soon.</p><div>Best regards,<br>Anja</div>",
    );
    let told: Vec<_> = lines.iter().map(|line| (line.depth, line.item.name.as_deref().unwrap_or_default())).collect();
    assert_eq!(told, [(0, "Morning"), (1, "Welcome"), (1, "AOB")]);
    assert_eq!(left_out, ["Dear all,", "Here is the agenda:", "See you soon.", "Best regards,", "Anja"]);
}

#[test]
fn hostile_markup_is_read_as_text_or_not_at_all() {
    check(
        "<ul><li><script>alert('<li>x')</script>A<a href=\"javascript:alert(1)\">b</a><a href=\" jAvascript:x\">c</a><style><li>d</style></li></ul>",
        &[(0, "", "Abc")],
    );
    assert!(
        read("<ul><li><a href='java\nscript:alert(1)'>x</a><a href='data:text/html,x'>y</a>")
            .lines
            .iter()
            .all(|line| line.item.file.is_empty())
    );
    // As deep and as long as it likes.
    let deep = "<ul><li>x".repeat(100_000);
    assert_eq!(read(&deep[..MOST_LINES * "<ul><li>x".len()]).lines.len(), MOST_LINES);
    assert_eq!(read(&deep), Pasted::default());
    assert_eq!(read(&format!("<ul><li>{}", "x".repeat(MOST_BYTES))), Pasted::default());
    // Counted as far as it likes.
    for kind in ["i", "I", "a", "1"] {
        let lines = read(&format!("<ol type={kind} start=4294967295><li>x<li>y</ol>")).lines;
        assert!(lines.iter().all(|line| line.item.number.as_ref().is_some_and(|number| number.len() < 12)), "{kind}");
    }
    assert_eq!(read("<ul><li>&#0;<li>\u{0}</ul></ul></li></span><![if").lines.len(), 1);
}
