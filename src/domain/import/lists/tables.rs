//! Which paragraphs of markup are rows of a table, and the lines that they become.

use super::{Block, Kind, files};
use crate::domain::draft::{
    paste::{self, Line},
    table::{self, LISTED, PARAGRAPH},
};

/// So many columns are told apart; what is further out stands in the last one.
const MOST_COLUMNS: usize = 64;

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How many tables it is in.
    pub depth: usize,
    /// Which row of all that there are.
    pub row: usize,
    /// The column in which it begins, from 1.
    pub place: usize,
    /// Whether it is a heading.
    pub is_head: bool,
}

/// Where cells stand in a table, some of which are wider or higher than one.
#[derive(Debug, Default)]
pub struct Table {
    /// For how many further rows a column is taken.
    taken: Vec<usize>,
    /// The columns that end here and are taken by the row that is open: `(first, behind the last, further rows)`.
    open: Vec<(usize, usize, usize)>,
    /// The first column that is free in it.
    next: usize,
}

impl Table {
    /// A row begins.
    pub fn row(&mut self) {
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.taken.resize(MOST_COLUMNS, 0);
        for (from, to, rows) in self.open.drain(..) {
            self.taken[from..to].fill(rows);
        }
        self.next = 0;
    }

    /// A cell begins, so many columns wide and rows high.
    pub fn cell(&mut self, cell: &mut Cell, columns: usize, rows: usize) {
        while self.taken.get(self.next).is_some_and(|rows| *rows > 0) {
            self.next += 1;
        }
        let from = self.next.min(MOST_COLUMNS - 1);
        let to = (from + columns.clamp(1, MOST_COLUMNS)).min(MOST_COLUMNS);
        cell.place = from + 1;
        self.next = to;
        if rows > 1 {
            self.open.push((from, to, rows - 1));
        }
    }
}

/// Blocks that belong together: rows of a table, or one that stands alone.
pub enum Piece {
    /// Rows, each with what stands in it.
    Rows(Vec<Vec<Block>>),
    /// Anything else.
    One(Block),
}

/// Finds the tables: rows with text in two cells or more, and what stands between them in one. Where there is but one such row and it
/// holds lists, the table is one for its looks.
pub fn pieces(blocks: Vec<Block>) -> Vec<Piece> {
    let mut rows: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let row = |block: &Block| block.cell.map(|cell| cell.row);
        match rows.last_mut() {
            Some(last) if row(&block).is_some() && last.first().map(row) == Some(row(&block)) => last.push(block),
            _ => rows.push(vec![block]),
        }
    }
    let depth = |row: &[Block]| row.first().and_then(|block| block.cell).map(|cell| cell.depth);
    let is_wide = |row: &[Block]| {
        let place = |block: &Block| block.cell.map(|cell| cell.place);
        row.iter().all(|block| place(block).is_some_and(|place| place > 0)) && row.first().map(place) != row.last().map(place)
    };
    let is_plain = |row: &[Block]| row.iter().all(|block| block.kind == Kind::Plain);
    let mut out: Vec<Piece> = Vec::new();
    let mut rest = rows.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut table = vec![first];
        while depth(&table[0]).is_some()
            && let Some(row) = rest.next_if(|row| depth(row) == depth(&table[0]))
        {
            table.push(row);
        }
        let is_table = table.iter().filter(|row| is_wide(row)).count() > 1 || table.iter().any(|row| is_wide(row) && is_plain(row));
        let mut has_begun = false;
        for row in table {
            has_begun |= is_wide(&row);
            if !is_table || !(is_wide(&row) || has_begun && is_plain(&row)) {
                out.extend(row.into_iter().map(Piece::One));
                continue;
            }
            match out.last_mut() {
                Some(Piece::Rows(rows)) if rows.last().map(|last| depth(last)) == Some(depth(&row)) => rows.push(row),
                _ => out.push(Piece::Rows(vec![row])),
            }
        }
    }
    out
}

/// The lines of rows, read as they are from plain text.
pub fn lines_of_rows(rows: Vec<Vec<Block>>) -> Vec<Line> {
    let place = |block: &Block| block.cell.map_or(1, |cell| cell.place.max(1));
    let width = rows.iter().flatten().map(place).max().unwrap_or(1);
    let text = |row: &Vec<Block>| {
        let mut cells = vec![String::new(); width];
        for block in row {
            let cell = &mut cells[place(block) - 1];
            if !cell.is_empty() {
                cell.push(PARAGRAPH);
            }
            if let Kind::Item(level) = block.kind {
                cell.extend(std::iter::repeat_n(LISTED, level.clamp(1, MOST_COLUMNS)));
            }
            cell.push_str(block.text.trim());
        }
        cells.join("\t")
    };
    let text: Vec<String> = rows.iter().map(text).collect();
    let text: Vec<&str> = text.iter().map(String::as_str).collect();
    // What markup calls headings are such in any language.
    let is_head = |row: &Vec<Block>| row.iter().all(|block| block.cell.is_some_and(|cell| cell.is_head));
    let head = rows.first().filter(|row| text.len() > 1 && is_head(row)).map(|_| table::heads(text[0]));
    let skipped = usize::from(head.is_some());
    let mut links: Vec<_> = rows.into_iter().map(|row| row.into_iter().flat_map(|block| block.links).collect::<Vec<_>>()).collect();
    let mut lines = Vec::new();
    for (at, mut line) in paste::rows(&text[skipped..], head.unwrap_or_default()) {
        // What follows of the same row stands below its item.
        line.item.file = files(std::mem::take(&mut links[at + skipped]));
        lines.push(line);
    }
    lines
}
