"""Reads what was exported with libraries that are not ours, and prints it as JSON: `readers.py docx|ics FILE`."""
import json
import sys


def docx(path):
    import docx as library

    document = library.Document(path)

    def paragraph(each):
        numbering = each._p.pPr.numPr if each._p.pPr is not None else None
        entry = None if numbering is None else [numbering.numId.val, numbering.ilvl.val]
        return {"style": each.style.style_id, "list": entry, "text": each.text, "addresses": [link.address for link in each.hyperlinks]}

    return {"title": document.core_properties.title, "paragraphs": [paragraph(each) for each in document.paragraphs]}


def ics(path):
    import icalendar

    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())

    def event(each):
        assert not each.errors, each.errors
        when = {name: each[name].dt.isoformat() for name in ("DTSTART", "DTEND", "DTSTAMP") if name in each}
        texts = {name: str(each[name]) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS") if name in each}
        return {**when, **texts, "SEQUENCE": each["SEQUENCE"]}

    return [event(each) for each in calendar.walk("VEVENT")]


if __name__ == "__main__":
    print(json.dumps({"docx": docx, "ics": ics}[sys.argv[1]](sys.argv[2])))
