// Pasting into the outline what Word and Google Docs put on the clipboard: levels, printed numbers, lengths and links.
import assert from "node:assert/strict";
import { agenda, title } from "./editor.mjs";
import { choose, downloaded, eventually, gone, journey, seen, status } from "./lib.mjs";

// A paragraph of a numbered list as Word writes it.
const word = (level, number, text, last = false) => `
<p class=MsoListParagraphCxSp${last ? "Last" : "Middle"} style='margin-left:${level * 36}.0pt;mso-add-space:auto;
text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
lang=EN-GB style='mso-fareast-font-family:Calibri;mso-bidi-font-family:Calibri;
mso-ansi-language:EN-GB'><span style='mso-list:Ignore'>${number}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]><span lang=EN-GB style='mso-ansi-language:EN-GB'>${text}<o:p></o:p></span></p>`;

const WORD = {
  markup: `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml>
 <w:WordDocument>
  <w:View>Normal</w:View>
 </w:WordDocument>
</xml><![endif]-->
<style>
<!--
 /* Style Definitions */
 p.MsoListParagraph, li.MsoListParagraph
	{mso-style-priority:34;
	margin-left:36.0pt;}
 /* List Definitions */
 @list l0
	{mso-list-id:1029451;
	mso-list-type:hybrid;}
 @list l0:level2
	{mso-level-number-format:alpha-lower;}
-->
</style>
</head>

<body lang=EN-US link="#0563C1" vlink="#954F72" style='tab-interval:36.0pt'>
<!--StartFragment-->
${word(1, "1.", "Welcome and adoption of the agenda (5 minutes)")}
${word(2, "a.", "Chair")}
${word(3, "i.", 'Her <a\nhref="https://www.intgovforum.org/en/paper?a=1&amp;b=2">paper</a> on the\nprogramme')}
${word(3, "ii.", "Questions")}
${word(2, "b.", "Host country @Host Country")}
${word(1, "2.", "Updates 25-30 min")}
${word(1, "3.", "Any other business", true)}
<!--EndFragment-->
</body>

</html>`,
  plain: "1.\tWelcome and adoption of the agenda (5 minutes)\r\na.\tChair\r\ni.\tHer paper on the programme\r\nii.\tQuestions\r\nb.\tHost country @Host Country\r\n2.\tUpdates 25-30 min\r\n3.\tAny other business\r\n",
};
const TREE = ["1. Welcome and adoption of the agenda|5", " a. Chair|", "  i. Her paper on the programme|", "  ii. Questions|", " b. Host country|", "2. Updates|25-30", "3. Any other business|"];

const docs = (level, style, text) => `<li dir="ltr" style="list-style-type:${style};font-size:11pt;font-family:Arial,sans-serif;color:#000000;white-space:pre;" aria-level="${level}"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;" role="presentation"><span style="font-size:11pt;white-space:pre-wrap;">${text}</span></p></li>`;
const DOCS = {
  markup: `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5f1c8a7e-7fff"><h2 dir="ltr" style="line-height:1.38;"><span>Morning</span></h2><ol style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">${docs(1, "decimal", "Welcome </span><span style=\"font-weight:700\">5'")}<ol style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">${docs(2, "lower-alpha", "Chair")}${docs(2, "lower-alpha", '<a href="https://docs.example.org/d/1" style="text-decoration:none;"><span>Minutes</span></a>')}</ol>${docs(1, "decimal", "AOB")}</ol></b><br class="Apple-interchange-newline">`,
  plain: "Morning\nWelcome 5'\nChair\nMinutes\nAOB",
};

// Puts both forms on the clipboard as another program would, and pastes where the focus is.
async function paste(page, { markup, plain }) {
  const field = await page.evaluateHandle(() => document.activeElement);
  await page.evaluate((forms) => {
    addEventListener("copy", (event) => {
      event.preventDefault();
      for (const [kind, text] of Object.entries(forms)) if (text) event.clipboardData.setData(kind, text);
    }, { once: true });
    document.activeElement.blur();
    getSelection().selectAllChildren(document.querySelector("h1"));
  }, { "text/html": markup, "text/plain": plain });
  await page.keyboard.press("Control+c");
  await field.evaluate((field) => field.focus());
  await page.keyboard.press("Control+v");
}

const tree = (page) => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => {
  const line = field.closest(".desk-line");
  let depth = -1;
  for (let at = field.closest("ol"); at; at = at.parentElement.closest("ol")) depth += 1;
  return `${" ".repeat(depth)}${line.querySelector(".desk-place").textContent} ${field.value}|${line.querySelector(".desk-item-length").value}`;
}));
const grows = (page, all) => eventually(() => tree(page), (now) => assert.deepEqual(now, all));
const items = async (page) => JSON.parse((await downloaded(page, () => choose(page, "Export", "JSON"))).text).meeting[0].agendaItem;

journey("a list of three levels from Word keeps levels, printed numbers, lengths and links, and is undone at once", async ({ page, open }) => {
  await agenda(page, open, "");
  await title(page, 0).click();
  await paste(page, WORD);
  await grows(page, TREE);
  const [welcome] = await eventually(() => items(page), (all) => {
    assert.deepEqual(all[0].agendaItem[0].agendaItem[0].file, [{ name: "paper", accessUrl: "https://www.intgovforum.org/en/paper?a=1&b=2" }]);
    return all;
  });
  assert.deepEqual(welcome.agendaItem[1].presenter, [{ role: "Host Country" }]);
  await page.keyboard.press("Control+z");
  await grows(page, ["1. |"]);
});

journey("the same without its formats gives the same tree, from the numbers that are typed", async ({ page, open }) => {
  await agenda(page, open, "");
  await title(page, 0).click();
  await paste(page, { ...WORD, markup: "" });
  await grows(page, TREE);
});

journey("a list from Google Docs keeps levels, headings and links, and no paragraph is broken", async ({ page, open }) => {
  await agenda(page, open, "", "Before");
  await title(page, 0).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await paste(page, DOCS);
  await grows(page, ["1. Before|", "2. Morning|", " 2.1 Welcome|5", "  2.1.1 Chair|", "  2.1.2 Minutes|", " 2.2 AOB|"]);
  const [, morning] = await items(page);
  assert.deepEqual(morning.agendaItem[0].agendaItem[1].file, [{ name: "Minutes", accessUrl: "https://docs.example.org/d/1" }]);
});

journey("rows of a table become items with number, length and presenter, formatted and plain alike", async ({ page, open }) => {
  const rows = [["1", "Welcome", "5 min", "Chair", ""], ["2", "Updates", "25-30 min", "Ms. Jane Doe", "For decision"], ["3", "AOB", "", "", ""]];
  const cell = (text) => `<td style="border:1px solid"><p class=MsoNormal>${text}<o:p></o:p></p></td>`;
  const markup = `<html><body><table class=MsoTableGrid>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n")}</table></body></html>`;
  const plain = rows.map((row) => row.join("\t")).join("\r\n");
  for (const forms of [{ markup, plain }, { markup: "", plain }]) {
    await agenda(page, open, "");
    await title(page, 0).click();
    await paste(page, forms);
    await grows(page, ["1. Welcome|5", "2. Updates|25-30", "3. AOB|"]);
    const [welcome, updates] = await items(page);
    assert.deepEqual(welcome.presenter, [{ role: "Chair" }]);
    assert.deepEqual([updates.presenter, updates.description], [[{ name: "Ms. Jane Doe" }], "For decision"]);
  }
});

journey("hostile markup becomes text, and what cannot be read is pasted as its plain text", async ({ page, open }) => {
  await agenda(page, open, "");
  await title(page, 0).click();
  const bad = `<ul><li>One<script>document.title = "x"</script><img src=x onerror="document.title='x'"></li><li><a href="javascript:alert(1)">Two</a></li><li>&lt;b&gt;Three&lt;/b&gt;</li></ul>`;
  await paste(page, { markup: bad, plain: "One\nTwo\nThree" });
  await grows(page, ["1. One|", "2. Two|", "3. <b>Three</b>|"]);
  assert.ok((await items(page)).every((item) => !item.file));
  await page.keyboard.press("Control+z");
  await grows(page, ["1. |"]);
  // Too long for the reader.
  await paste(page, { markup: `<ul><li>${"x".repeat(4_100_000)}</li></ul>`, plain: "1. Four\n2. Five" });
  await grows(page, ["1. Four|", "2. Five|"]);
});

journey("greetings around a list in a mail are left out and said, formatted and plain alike", async ({ page, open }) => {
  const list = ["Welcome and adoption of the agenda (5 min)", "Updates of the working groups on the programme of this year and the next\nsteps, 10 min", "AOB"];
  const plain = `Dear all,\n\nhere is the agenda for Tuesday:\n\n${list.map((text, at) => `${at + 1}. ${text}`).join("\n")}\n\nBest regards,\nAnja\n`;
  const markup = `<html><body><p>Dear all,</p><p>here is the agenda for Tuesday:</p><ol>${list.map((text) => `<li>${text}</li>`).join("")}</ol><p>Best regards,<br>Anja</p></body></html>`;
  for (const forms of [{ markup, plain }, { markup: "", plain }]) {
    await agenda(page, open, "");
    await title(page, 0).click();
    await paste(page, forms);
    await grows(page, ["1. Welcome and adoption of the agenda|5", "2. Updates of the working groups on the programme of this year and the next steps|10", "3. AOB|"]);
    await seen(status(page, "3 lines pasted. 4 lines were left out, since they are not of the agenda: “Dear all,”, “here is the agenda for Tuesday:”, “Best regards,”, “Anja”."));
    await page.keyboard.press("Control+z");
    await grows(page, ["1. |"]);
  }
});

journey("one line is pasted into the title as text", async ({ page, open }) => {
  await agenda(page, open, "", "Item");
  await title(page, 0).click();
  await page.keyboard.press("End");
  await paste(page, { markup: "<p> and <b>more</b></p>", plain: " and more\n" });
  await grows(page, ["1. Item and more|"]);
  await gone(page.getByRole("textbox", { name: "Item title" }).nth(1));
});
