//! The ledger of outlets as a spreadsheet: one row an outlet, columns found by their heads. What a row leaves
//! empty, or has no column for, stays as the ledger knows it.

use domain::field::{Choice, PlaceKind};
use domain::region::{RegionCode, Regions};
use domain::text;
use storage::OutletRow;
use uuid::Uuid;

use crate::forwarding::{Cell, Row, Table};

/// Characters of a cell that is kept.
const CELL_MAX: usize = 60;

/// Reads every row, or says which is wrong.
pub(super) fn read(name: &str, bytes: &[u8], regions: &Regions, area: &[String]) -> Result<Vec<OutletRow>, String> {
    if bytes.is_empty() {
        return Err("请选择一个表格文件（xlsx 或 csv）".to_owned());
    }
    let table = Table::read(bytes).map_err(|why| format!("{name}：{why}"))?;
    let [head, rows @ ..] = table.rows() else { return Err("表格是空的".to_owned()) };
    let columns = Columns::of(head)?;
    if rows.is_empty() {
        return Err("表头下面没有内容".to_owned());
    }
    let place = Places { regions, area };
    rows.iter().map(|row| columns.outlet(row, &place).map_err(|why| format!("第 {} 行：{why}", row.number))).collect()
}

struct Columns {
    kind: usize,
    name: usize,
    village: usize,
    licence_no: Option<usize>,
    keeper: Option<usize>,
    phone: Option<usize>,
    address: Option<usize>,
}

impl Columns {
    fn of(head: &Row) -> Result<Self, String> {
        let find = |words: &[&str]| {
            let fits = |cell: &Cell| matches!(cell, Cell::Text(text) if words.iter().any(|word| text.contains(word)));
            head.cells().find(|(_, cell)| fits(cell)).map(|(place, _)| place)
        };
        let needed = |words: &[&str], what: &str| find(words).ok_or_else(|| format!("表头里没有“{what}”这一列"));
        Ok(Self {
            kind: needed(&["类型", "类别"], "类型")?,
            name: needed(&["名称", "店名"], "名称")?,
            village: needed(&["村", "区划"], "村")?,
            licence_no: find(&["许可证", "证号"]),
            keeper: find(&["负责人", "联系人"]),
            phone: find(&["电话", "手机"]),
            address: find(&["地址"]),
        })
    }

    fn outlet(&self, row: &Row, places: &Places<'_>) -> Result<OutletRow, String> {
        let text = |column: Option<usize>| text_of(column.map_or("", |column| row.text(column)));
        let name = text(Some(self.name))?;
        if name.is_empty() {
            return Err("没有名称".to_owned());
        }
        let said = row.text(self.kind).trim();
        let kind = PlaceKind::ALL.iter().copied().find(|kind| kind.words() == said || kind.key() == said);
        let kind = kind.ok_or_else(|| format!("类型“{said}”不认识，请写药店、卫生室、诊所、小卖部或集市摊点"))?;
        Ok(OutletRow {
            // The caller gives the id; a row that is known by village and name keeps its own.
            id: Uuid::nil(),
            kind,
            name,
            region: places.find(row.text(self.village).trim())?,
            licence_no: text(self.licence_no)?,
            keeper: text(self.keeper)?,
            phone: text(self.phone)?,
            address: text(self.address)?,
            visited_on: None,
            // A new outlet is open; a known one stays as it is.
            closed: false,
            shown: false,
            checked: None,
        })
    }
}

struct Places<'a> {
    regions: &'a Regions,
    area: &'a [String],
}

impl Places<'_> {
    /// A village of the area by its code, or by a name no other village there has.
    fn find(&self, said: &str) -> Result<RegionCode, String> {
        let mine = |code: &RegionCode| self.area.iter().any(|prefix| code.is_within(prefix));
        if let Ok(code) = RegionCode::parse(said) {
            let known = self.regions.get(&code).is_some() && mine(&code);
            return if known { Ok(code) } else { Err(format!("区划代码 {said} 不归您管，或者没有")) };
        }
        let villages = self.area.iter().flat_map(|prefix| self.regions.villages(prefix));
        let named: Vec<_> = villages.filter(|one| !said.is_empty() && one.name.starts_with(said)).collect();
        match named.as_slice() {
            [only] => Ok(only.code.clone()),
            [] => Err(format!("没有叫“{said}”的村")),
            _ => Err(format!("叫“{said}”的村不止一个，请写 12 位区划代码")),
        }
    }
}

fn text_of(cell: &str) -> Result<String, String> {
    let text = text::clean(cell);
    if text::forbidden(&text).is_some() {
        return Err("有看不见的控制字符".to_owned());
    }
    if text::length(&text) > CELL_MAX {
        return Err(format!("有一格超过 {CELL_MAX} 个字"));
    }
    Ok(text)
}
