//! Which paragraphs of markup are rows of a table, and the lines that they become.

use super::{Block, Kind, files};
use crate::domain::draft::{
    paste::{self, Line},
    table::PARAGRAPH,
};

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How many tables it is in.
    pub depth: usize,
    /// Which row of all that there are.
    pub row: usize,
    /// Which cell of the row, from 1.
    pub place: usize,
}

/// Blocks that belong together: rows of a table, or one that stands alone.
pub enum Piece {
    /// Rows, each with what stands in it.
    Rows(Vec<Vec<Block>>),
    /// Anything else.
    One(Block),
}

/// Finds the tables: rows with text in two cells or more, and what stands between them in one.
pub fn pieces(blocks: Vec<Block>) -> Vec<Piece> {
    let mut rows: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let row = |block: &Block| block.cell.map(|cell| cell.row);
        match rows.last_mut() {
            Some(last) if row(&block).is_some() && last.first().map(row) == Some(row(&block)) => last.push(block),
            _ => rows.push(vec![block]),
        }
    }
    let is_wide = |row: &[Block]| {
        row.iter().all(|block| block.kind == Kind::Plain && block.cell.is_some_and(|cell| cell.place > 0))
            && row.first().map(|block| block.cell) != row.last().map(|block| block.cell)
    };
    let mut out: Vec<Piece> = Vec::new();
    for row in rows {
        let is_next = |rows: &[Vec<Block>]| {
            let depth = |row: &[Block]| row.first().and_then(|block| block.cell).map(|cell| cell.depth);
            depth(&row).is_some() && rows.last().is_some_and(|last| depth(last) == depth(&row))
        };
        let is_plain = row.iter().all(|block| block.kind == Kind::Plain);
        match out.last_mut() {
            Some(Piece::Rows(rows)) if is_plain && is_next(rows) => rows.push(row),
            _ if is_wide(&row) => out.push(Piece::Rows(vec![row])),
            _ => out.extend(row.into_iter().map(Piece::One)),
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
            cell.push_str(block.text.trim());
        }
        cells.join("\t")
    };
    let text: Vec<String> = rows.iter().map(text).collect();
    let mut lines = paste::plain(&text.join("\n"));
    // Headings are no lines: links go to the row that they stand in, from the last one on.
    let ahead = rows.len().saturating_sub(lines.len());
    for (line, row) in lines.iter_mut().zip(rows.into_iter().skip(ahead)) {
        line.item.file = files(row.into_iter().flat_map(|block| block.links).collect());
    }
    lines
}
