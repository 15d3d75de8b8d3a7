//! Depth by indentation or marks, lengths, cells of rows.

use super::*;

fn check(text: &str, expected: &[(usize, &str)]) {
    let text: Vec<&str> = text.lines().map(unquoted).filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines(&text, &[]).into_iter().map(|line| (line.depth, line.title)).collect::<Vec<_>>(), expected);
}

#[test]
fn depth_is_told_by_indentation_or_by_marks() {
    check("1. A\n2. B\na. C\nb) D\n• E\n3. F", &[(0, "A"), (0, "B"), (1, "C"), (1, "D"), (2, "E"), (0, "F")]);
    check("1. A\n1.1 B\n1.2. C\n1.2.1 D\n2. E", &[(0, "A"), (1, "B"), (1, "C"), (2, "D"), (0, "E")]);
    check("A\n- B\n- C\nD", &[(0, "A"), (1, "B"), (1, "C"), (0, "D")]);
    check("A\n\tB\n\t\tC\n\tD\nE", &[(0, "A"), (1, "B"), (2, "C"), (1, "D"), (0, "E")]);
    check("(i) A\n(ii) B\n(v) C", &[(0, "A"), (0, "B"), (0, "C")]);
    check("> 1. A\n>    a. B\n>\n>> 2. C\n> > D 5 > 4", &[(0, "A"), (1, "B"), (0, "C"), (1, "D 5 > 4")]);
    check("I. A\ni. B\nii. C\nII. D\nV. E", &[(0, "A"), (1, "B"), (1, "C"), (0, "D"), (0, "E")]);
    check("G. A\nH. B\nI. C\nJ. D", &[(0, "A"), (0, "B"), (0, "C"), (0, "D")]);
    check("a. A\nh. B\ni. C\nj. D", &[(0, "A"), (0, "B"), (0, "C"), (0, "D")]);
    check("o A\n\u{f0a7} B\n➔ C", &[(0, "A"), (1, "B"), (2, "C")]);
}

#[test]
fn lengths_are_looked_for_at_the_end_alone() {
    // Quadratic work would be 10¹¹ steps, nested brackets a stack as deep.
    for long in ["5 ".repeat(200_000) + "minx", "1 h ".repeat(100_000), "5 (".repeat(100_000) + &")".repeat(100_000)] {
        let name = Line::new(0, &long, None).item.name.unwrap();
        assert!(long.len() - name.len() < 10, "{}", name.len());
    }
    let said = Line::new(0, "Report of the co-chairs, 1 hour 30 minutes 20 seconds", None).item;
    assert_eq!((said.name.as_deref(), Stated::of(&said).to_string().as_str()), (Some("Report of the co-chairs"), "1 h 30 min 20 s"));
}

/// Depth, number, title, length, presenters, description.
fn rows(text: &str) -> Vec<String> {
    let one = |line: Line| {
        let AgendaItem { number, name, presenter, description, .. } = &line.item;
        let people: Vec<&str> = presenter.iter().filter_map(|one| one.name.as_deref().or(one.role.as_deref())).collect();
        let (number, name) = (number.as_deref().unwrap_or_default(), name.as_deref().unwrap_or_default());
        let note = description.as_deref().unwrap_or_default().replace('\n', "/");
        format!("{}|{number}|{name}|{}|{}|{note}", line.depth, Stated::of(&line.item), people.join("+"))
    };
    plain(text).into_iter().map(one).collect()
}

#[test]
fn cells_of_a_row_become_what_they_can_be_told_to_be() {
    assert_eq!(
        rows("1\tWelcome\t5 min\tChair\n2\tUpdates\t25-30 min\tMs. Jane Doe; Secretariat\tFor decision\n\tBreak\t10'\t\n3\tAOB\t5\t"),
        ["0|1|Welcome|5|Chair|", "0|2|Updates|25-30|Ms. Jane Doe+Secretariat|For decision", "0||Break|10||", "0|3|AOB|5||"]
    );
    assert_eq!(rows("1.\tA\t5'\n1.1\tB\t2'\n2.\tC\t3'"), ["0|1.|A|5||", "1|1.1|B|2||", "0|2.|C|3||"]);
    // Headings say it.
    assert_eq!(
        rows("No.\tAgenda item\tDuration\tPresenter\tNotes\n1\tPlans\t10\tJane Doe\t2025\n2\tThe Chair\tsoon\t\tAll"),
        ["0|1|Plans|10|Jane Doe|2025", "0|2|The Chair|||soon/All"]
    );
    // Some of them, right above; what is below a word that is not known says which it is.
    assert_eq!(rows("Item\tPapers\tMin\nPlans\t2025/1\t10\nAOB\t\t5"), ["0||Plans|10||Papers: 2025/1", "0||AOB|5||"]);
    assert_eq!(rows("Item\tPapers 2025\tMin\nPlans\tx\t10")[0], "0||Item|||Papers 2025/Min");
    // Outside a table nothing changes: a tab behind a mark, and tabs that stand in.
    assert_eq!(rows("1.\tWelcome 5'\n\ta.\tChair\n2.\tAOB"), ["0|1.|Welcome|5||", "1|a.|Chair|||", "0|2.|AOB|||"]);
    assert_eq!(rows("A\t5 min\n\tB\t3 min"), ["0||A|5||", "1||B|3||"]);
}

#[test]
fn times_of_day_tell_lengths_and_stay() {
    assert_eq!(
        rows("10:00\tWelcome\tChair\n10:05\tUpdates (10 min)\n10:30\tPlans\n2:00 pm\tEnd"),
        ["0||Welcome|5|Chair|10:00", "0||Updates|10||10:05", "0||Plans|3 h 30||10:30", "0||End|||2:00 pm"]
    );
    assert_eq!(rows("14:00–14:20 UTC\tTalk\n14:30-15:00\tMore\t20 min"), ["0||Talk|20||14:00–14:20 UTC", "0||More|20||14:30-15:00"]);
    assert_eq!(rows("Talk\t0:05\nMore\t0:10"), ["0||Talk|5||", "0||More|10||"]);
    // Nothing that can be a title, and times that go back.
    assert_eq!(rows("10:00\t5 min\n23:00\tA\n01:00\tB"), ["0||10:00|5||", "0||A|||23:00", "0||B|||01:00"]);
    // The same without cells.
    assert_eq!(
        rows("14:00–14:05 Welcome\n14:05-14:30 Updates (10 min)\n14:30 – 14:50 UTC: Plans\n2:50 pm AOB\n15:00 End"),
        [
            "0||Welcome|5||14:00–14:05",
            "0||Updates|10||14:05-14:30",
            "0||Plans|20||14:30 – 14:50 UTC",
            "0||AOB|10||2:50 pm",
            "0||End|||15:00"
        ]
    );
    assert_eq!(rows("1. 10:00 A\n2. 10:30 B"), ["0|1.|A|30||10:00", "0|2.|B|||10:30"]);
    assert_eq!(rows("14:00\n0:05 A\n14:00ish B"), ["0||14:00|||", "0||0:05 A|||", "0||14:00ish B|||"]);
}

proptest::proptest! {
    /// Whatever stands in the cells, no word of it is lost but what became a length or a number.
    #[test]
    fn no_word_of_a_row_is_lost(cells in proptest::collection::vec(proptest::sample::select(vec![
        "", "1", "2.", "a)", "10:00", "9:30-9:45", "5 min", "7", "Welcome", "Chair", "Ms. Doe", "For decision", "Talk (5 min)", "x 3'", "@Host",
    ]), 1..24), width in 1_usize..6) {
        let text: Vec<String> = cells.chunks(width).map(|row| row.join("\t")).collect();
        let lines = plain(&text.join("\n"));
        let kept: String = lines.iter().map(|line| slot::to_value(&line.item).to_string()).collect();
        for cell in cells {
            for word in cell.split([' ', '@', '(']).filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic) && *word != "min") {
                proptest::prop_assert!(kept.contains(word), "{word} of {text:?} in {kept}");
            }
        }
        let clocks = |text: &str| text.matches("10:00").count() + text.matches("9:30-9:45").count();
        proptest::prop_assert_eq!(clocks(&kept), clocks(&text.join(" ")));
    }
}

#[test]
fn what_is_no_mark_stays() {
    check(
        "2025 in review\nI think\nA plan\n10:00 Break\ne.g. this\n-5 degrees",
        &[(0, "2025 in review"), (0, "I think"), (0, "A plan"), (0, "10:00 Break"), (0, "e.g. this"), (0, "-5 degrees")],
    );
}
