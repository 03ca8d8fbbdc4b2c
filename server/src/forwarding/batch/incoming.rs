//! What the rows of the platform's export say about our matters, before anybody looks them up.

use std::collections::BTreeMap;

use domain::matter::MatterKind;
use domain::ports::BatchFault;

use super::columns::number_at_head;
use super::table::{Cell, Row, Table};
use crate::forwarding::registration_no;

const REGISTRATION: &str = "登记编号";
const KIND: &str = "类型";
/// Where our number may stand, the surer one first.
const MARKED: [&str; 2] = ["具体问题", "诉求内容"];

/// A row that can be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Incoming {
    pub row: u32,
    /// Ours, if the row carries it.
    pub number: Option<String>,
    /// The platform's; absent while it has given none.
    pub registration_no: Option<String>,
    pub kind: Option<MatterKind>,
    /// The company, for the list of unknown rows.
    pub company: String,
}

/// The rows of a file, and what was wrong with others.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub rows: Vec<Incoming>,
    pub faults: Vec<BatchFault>,
}

/// The head row is not there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoHead;

/// Reads the rows below the head row, whose columns may stand in any order.
///
/// # Errors
/// [`NoHead`] when no row among the first ones names the columns.
pub(super) fn read(table: &Table, prefix: &str) -> Result<Reading, NoHead> {
    let (head, columns) = table.rows().iter().take(10).find_map(head).ok_or(NoHead)?;
    let mut reading = Reading::default();
    for row in table.rows().iter().filter(|row| row.number > head) {
        match incoming(row, &columns, prefix) {
            Ok(row) => reading.rows.push(row),
            Err(fault) => reading.faults.push(fault),
        }
    }
    Ok(reading)
}

type Columns = BTreeMap<String, usize>;

fn head(row: &Row) -> Option<(u32, Columns)> {
    let columns: Columns = row
        .cells()
        .filter_map(|(index, cell)| match cell {
            Cell::Text(name) => Some((name.split_whitespace().collect(), index)),
            Cell::Empty | Cell::Rounded => None,
        })
        .collect();
    let named = columns.contains_key(REGISTRATION) && MARKED.iter().any(|name| columns.contains_key(*name));
    named.then_some((row.number, columns))
}

fn incoming(row: &Row, columns: &Columns, prefix: &str) -> Result<Incoming, BatchFault> {
    let fault = |column: &str, message: &str| BatchFault {
        row: row.number,
        column: column.to_owned(),
        message: message.to_owned(),
    };
    let text = |column: &str| columns.get(column).map_or("", |index| row.text(*index));
    let cell = columns.get(REGISTRATION).map_or(&Cell::Empty, |index| row.cell(*index));
    let registration_no = match cell {
        Cell::Empty => None,
        Cell::Rounded => {
            return Err(fault(REGISTRATION, "编号被表格软件当成数字，后几位已经丢失；请把这一列设为文本再导出"));
        }
        Cell::Text(typed) => Some(registration_no::parse(typed).map_err(|why| fault(REGISTRATION, why))?),
    };
    let kind = match text(KIND) {
        "" => None,
        kind if kind.contains("投诉") && !kind.contains("举报") => Some(MatterKind::Complaint),
        kind if kind.contains("举报") && !kind.contains("投诉") => Some(MatterKind::Tip),
        _ => return Err(fault(KIND, "应为投诉或者举报")),
    };
    let mut numbers = MARKED.iter().filter_map(|column| Some((column, number_at_head(text(column), prefix)?)));
    let number = numbers.next().map(|(_, number)| number.to_owned());
    if let Some((column, _)) = numbers.find(|(_, other)| Some(*other) != number.as_deref()) {
        return Err(fault(column, "这一行里有两个不同的本系统编号"));
    }
    if number.is_none() && registration_no.is_none() {
        return Err(fault(REGISTRATION, "没有登记编号，也没有本系统编号"));
    }
    Ok(Incoming { row: row.number, number, registration_no, kind, company: text("企业名称").to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_csv(csv: &str) -> Result<Reading, NoHead> {
        read(&Table::read(csv.as_bytes()).unwrap(), "YX")
    }

    #[test]
    fn columns_are_found_by_name_in_any_order_below_a_title() {
        let reading = read_csv(
            "云县投诉举报导出表,,\n具体问题,企业名称, 登记 编号 ,类型\n〔YX-2026-000001〕过期药,某药店,5309220000000202611210001,举报\n",
        )
        .unwrap();
        assert_eq!(
            reading.rows,
            [Incoming {
                row: 3,
                number: Some("YX-2026-000001".into()),
                registration_no: Some("5309220000000202611210001".into()),
                kind: Some(MatterKind::Tip),
                company: "某药店".into(),
            }]
        );
        assert!(reading.faults.is_empty());
    }

    #[test]
    fn bad_rows_are_named_by_row_and_column_and_stop_nothing() {
        let reading = read_csv(
            "登记编号,类型,诉求内容,具体问题\n\
             5.30922E+24,举报,,〔YX-2026-000001〕\n\
             =1+1,举报,,〔YX-2026-000002〕\n\
             1,咨询,,〔YX-2026-000003〕\n\
             2,举报,〔YX-2026-000005〕,〔YX-2026-000004〕\n\
             ,举报,某药店,过期药\n\
             6,举报,,〔YX-2026-000006〕\n",
        )
        .unwrap();
        let faults: Vec<(u32, &str)> = reading.faults.iter().map(|f| (f.row, f.column.as_str())).collect();
        assert_eq!(faults, [(2, "登记编号"), (3, "登记编号"), (4, "类型"), (5, "诉求内容"), (6, "登记编号")]);
        assert_eq!(reading.rows.len(), 1);
        assert_eq!(reading.rows[0].row, 7);
    }

    #[test]
    fn a_file_without_the_head_row_is_refused() {
        assert_eq!(read_csv("姓名,电话\n某某,1\n").unwrap_err(), NoHead);
        assert_eq!(read_csv("").unwrap_err(), NoHead);
    }
}
