//! The parts of a Word document that say nothing of the meeting: styles, lists, settings, the page's foot (ECMA-376, part 1).

/// The first line of every part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespace of the text.
pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of references to other parts.
pub const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// `[Content_Types].xml`
pub const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;

/// `_rels/.rels`
pub const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

/// Parts that `word/document.xml` refers to: the id, the kind of relationship, the file.
pub const OF_DOCUMENT: [(&str, &str, &str); 4] = [
    ("rIdStyles", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles", "styles.xml"),
    ("rIdNumbering", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering", "numbering.xml"),
    ("rIdSettings", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings", "settings.xml"),
    (FOOTER, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer", "footer1.xml"),
];

/// The id by which the document refers to the page's foot.
pub const FOOTER: &str = "rIdFooter";

/// `docProps/app.xml`
pub const APP: &str = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Rapporteur</Application></Properties>"#;

/// `word/settings.xml`: a document as Word 2013 and later write them.
pub const SETTINGS: &str = r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// `word/footer1.xml`: the number of the page and of all pages.
pub const FOOTER_PART: &str = r#"<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#;

/// How a section ends: A4, with the page's foot.
pub const SECTION: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#;

/// `word/styles.xml` in a language: the names are those that Word gives its own styles, so that people can change them as they are used to.
pub fn styles(language: &str) -> String {
    let mut out = format!(
        r#"<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#
    );
    out.push_str(r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#);
    out.push_str(r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#);
    out.push_str(r#"<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>"#);
    // Style, name, what follows it, how its paragraphs stand, how its letters look.
    const HEADING: &str = r#"<w:keepNext/><w:keepLines/>"#;
    let heading = |level: u8, before: u16, size: u8| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr>{HEADING}<w:spacing w:before="{before}" w:after="80"/><w:outlineLvl w:val="{}"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#,
            level - 1
        )
    };
    out.push_str(&format!(
        r#"<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="10"/><w:qFormat/><w:pPr>{HEADING}<w:spacing w:after="160" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr></w:style>"#
    ));
    for (level, before, size) in [(1, 320, 28), (2, 240, 24), (3, 200, 22), (4, 160, 22)] {
        out.push_str(&heading(level, before, size));
    }
    for (id, name, more) in [
        ("ListNumber", "List Number", r#"<w:pPr><w:keepLines/><w:spacing w:before="120" w:after="0"/></w:pPr>"#),
        ("ListBullet", "List Bullet", r#"<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>"#),
        ("ListContinue", "List Continue", r#"<w:pPr><w:spacing w:before="0" w:after="40"/></w:pPr>"#),
        (
            "Subtitle",
            "Subtitle",
            r#"<w:pPr><w:keepLines/><w:spacing w:before="0" w:after="40"/></w:pPr><w:rPr><w:color w:val="595959"/></w:rPr>"#,
        ),
        (
            "IntenseQuote",
            "Intense Quote",
            r#"<w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="595959"/></w:pBdr></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr>"#,
        ),
        ("Footer", "footer", r#"<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>"#),
    ] {
        out.push_str(&format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>{more}</w:style>"#));
    }
    out.push_str(
        r#"<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#,
    );
    out.push_str(r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>"#);
    out
}

/// How the entries of a list begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// "1.", "1.1".
    Decimal,
    /// "1.", "a.", "i.".
    Letters,
    /// With a number that is part of the text.
    Printed,
    /// With a bullet.
    Bullets,
}

/// The deepest level that a list has.
pub const DEEPEST: usize = 8;
/// Twentieths of a point by which a level stands in.
pub const STEP: usize = 567;

/// `word/numbering.xml` for lists that each begin anew, numbered from 1.
pub fn numbering(lists: &[Marks]) -> String {
    let mut out = format!(r#"<w:numbering xmlns:w="{W}">"#);
    for (id, marks) in [Marks::Decimal, Marks::Letters, Marks::Printed, Marks::Bullets].into_iter().enumerate() {
        out.push_str(&format!(r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>"#));
        for level in 0..=DEEPEST {
            let place = level + 1;
            let (format, text) = match (marks, level % 3) {
                (Marks::Decimal, _) if level == 0 => ("decimal", "%1.".to_owned()),
                (Marks::Decimal, _) => ("decimal", (1..=place).map(|place| format!("%{place}")).collect::<Vec<_>>().join(".")),
                (Marks::Letters, 0) => ("decimal", format!("%{place}.")),
                (Marks::Letters, 1) => ("lowerLetter", format!("%{place}.")),
                (Marks::Letters, _) => ("lowerRoman", format!("%{place}.")),
                (Marks::Printed, _) => ("none", String::new()),
                (Marks::Bullets, _) => ("bullet", "•".to_owned()),
            };
            let suffix = if marks == Marks::Printed { r#"<w:suff w:val="nothing"/>"# } else { "" };
            out.push_str(&format!(
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{suffix}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="{STEP}"/></w:pPr></w:lvl>"#,
                place * STEP
            ));
        }
        out.push_str("</w:abstractNum>");
    }
    for (id, marks) in (1..).zip(lists) {
        out.push_str(&format!(
            r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
            *marks as u8
        ));
    }
    out.push_str("</w:numbering>");
    out
}
