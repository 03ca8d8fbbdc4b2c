use super::{
    Column, Columns, DAYS_MOST, DESCRIPTION_MOST, KEYWORDS_MOST, MENU_MOST, MenuEntry, NAME_MOST, SLUG_MOST, Target,
    fault, line,
};
use crate::newsroom::workflow::Kind;
use crate::report::FieldError;

/// What may be done to columns and menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Add(ColumnAsked),
    Edit(u32, ColumnAsked),
    Shift(u32, Towards),
    Show(u32),
    Hide(u32),
    /// Everything one column holds goes to another.
    MoveTexts {
        from: u32,
        to: u32,
    },
    /// Whether anything is in it is for the caller to find out first.
    Delete(u32),
    AddEntry(MenuEntry),
    EditEntry(usize, MenuEntry),
    ShiftEntry(usize, Towards),
    DropEntry(usize),
}

/// A column as a form asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnAsked {
    pub slug: String,
    pub name: String,
    pub description: String,
    pub keywords: Vec<String>,
    /// Taken from the columns that hold them now.
    pub kinds: Vec<Kind>,
    pub days: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    Front,
    Back,
}

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRefused {
    /// There is no such column or entry.
    Gone,
    NotNow(&'static str),
    Faults(Vec<FieldError>),
}

impl Columns {
    /// Columns and menu after a change.
    ///
    /// # Errors
    /// Why it may not be made.
    pub fn changed(&self, change: &Change) -> Result<Self, ChangeRefused> {
        let mut after = self.clone();
        match change {
            Change::Add(asked) => after.add(asked)?,
            Change::Edit(id, asked) => after.edit(*id, asked)?,
            Change::Shift(id, towards) => {
                let place = after.place(*id)?;
                shift(&mut after.all, place, *towards);
            }
            Change::Show(id) => after.own(*id)?.hidden = false,
            Change::Hide(id) => after.own(*id)?.hidden = true,
            Change::MoveTexts { from, to } => after.move_texts(*from, *to)?,
            Change::Delete(id) => after.delete(*id)?,
            Change::AddEntry(entry) => {
                if after.menu.len() >= MENU_MOST {
                    return Err(ChangeRefused::NotNow("导航最多 6 个：再多，看字慢的人找不到。先去掉一个再加。"));
                }
                sound(entry.faults(self, None))?;
                after.menu.push(entry.clone());
            }
            Change::EditEntry(place, entry) => {
                let own = after.menu.get_mut(*place).ok_or(ChangeRefused::Gone)?;
                sound(entry.faults(self, Some(*place)))?;
                own.clone_from(entry);
            }
            Change::ShiftEntry(place, towards) => {
                after.menu.get(*place).ok_or(ChangeRefused::Gone)?;
                shift(&mut after.menu, *place, *towards);
            }
            Change::DropEntry(place) => {
                after.menu.get(*place).ok_or(ChangeRefused::Gone)?;
                if after.menu.len() == 1 {
                    return Err(ChangeRefused::NotNow("导航至少留一个。"));
                }
                after.menu.remove(*place);
            }
        }
        Ok(after)
    }

    fn add(&mut self, asked: &ColumnAsked) -> Result<(), ChangeRefused> {
        let mut faults = asked.faults();
        faults.extend(self.taken(&asked.slug, None));
        if asked.kinds.is_empty() && self.of_topic(&asked.slug).is_some() {
            faults.push(fault("slug", "已经有栏目收这个名字的文章，请换一个网址名"));
        }
        sound(faults)?;
        let topics = if asked.kinds.is_empty() { vec![asked.slug.clone()] } else { Vec::new() };
        self.take_kinds(&asked.kinds);
        let id = self.all.iter().map(|column| column.id).max().unwrap_or(0).saturating_add(1);
        self.all.push(asked.column(id, topics, false));
        Ok(())
    }

    fn edit(&mut self, id: u32, asked: &ColumnAsked) -> Result<(), ChangeRefused> {
        let place = self.place(id)?;
        let mut faults = asked.faults();
        faults.extend(self.taken(&asked.slug, Some(id)));
        sound(faults)?;
        self.take_kinds(&asked.kinds);
        let own = self.all.get_mut(place).ok_or(ChangeRefused::Gone)?;
        let after = asked.column(id, own.topics.clone(), own.hidden);
        let before = std::mem::replace(own, after);
        if before.slug != asked.slug {
            self.moved.remove(&asked.slug);
            self.moved.insert(before.slug, id);
        }
        Ok(())
    }

    fn move_texts(&mut self, from: u32, to: u32) -> Result<(), ChangeRefused> {
        if from == to || self.column(to).is_none() {
            return Err(ChangeRefused::Faults(vec![fault("to", "请选择移到哪个栏目")]));
        }
        let left = self.own(from)?;
        let (topics, kinds) = (std::mem::take(&mut left.topics), std::mem::take(&mut left.kinds));
        let taking = self.own(to)?;
        taking.topics.extend(topics);
        taking.kinds.extend(kinds);
        Ok(())
    }

    fn delete(&mut self, id: u32) -> Result<(), ChangeRefused> {
        let place = self.place(id)?;
        if self.menu.iter().any(|entry| entry.to == Target::Column(id)) {
            return Err(ChangeRefused::NotNow("导航里有这个栏目，先从导航里去掉。"));
        }
        self.all.remove(place);
        self.moved.retain(|_, own| *own != id);
        Ok(())
    }

    fn place(&self, id: u32) -> Result<usize, ChangeRefused> {
        self.all.iter().position(|column| column.id == id).ok_or(ChangeRefused::Gone)
    }

    fn own(&mut self, id: u32) -> Result<&mut Column, ChangeRefused> {
        self.all.iter_mut().find(|column| column.id == id).ok_or(ChangeRefused::Gone)
    }

    fn take_kinds(&mut self, kinds: &[Kind]) {
        for column in &mut self.all {
            column.kinds.retain(|kind| !kinds.contains(kind));
        }
    }

    fn taken(&self, slug: &str, own: Option<u32>) -> Option<FieldError> {
        let now = self.at(slug).filter(|column| Some(column.id) != own);
        let before = || self.moved_from(slug).filter(|column| Some(column.id) != own);
        let name = now.or_else(before)?.name.clone();
        Some(fault("slug", format!("“{name}”在用或者用过这个网址名，请换一个")))
    }
}

impl Change {
    /// What it was about and what was done, for the audit trail. `before`: as it was.
    #[must_use]
    pub fn words(&self, before: &Columns) -> (String, String) {
        let name = |id: &u32| before.column(*id).map_or(String::new(), |column| column.name.clone());
        let label = |place: &usize| before.menu.get(*place).map_or(String::new(), |entry| entry.label.clone());
        let order = |towards: &Towards| if *towards == Towards::Front { "前移" } else { "后移" };
        let (about, what) = match self {
            Self::Add(asked) => (asked.name.clone(), format!("新建栏目，网址名 {}", asked.slug)),
            Self::Edit(id, asked) => (name(id), format!("改栏目：{}，网址名 {}", asked.name, asked.slug)),
            Self::Shift(id, towards) => (name(id), format!("栏目{}", order(towards))),
            Self::Show(id) => (name(id), "显示栏目".to_owned()),
            Self::Hide(id) => (name(id), "隐藏栏目".to_owned()),
            Self::MoveTexts { from, to } => (name(from), format!("栏目里的文章都移到“{}”", name(to))),
            Self::Delete(id) => (name(id), "删除栏目".to_owned()),
            Self::AddEntry(entry) => (entry.label.clone(), "加进导航".to_owned()),
            Self::EditEntry(place, entry) => (label(place), format!("改导航：{}", entry.label)),
            Self::ShiftEntry(place, towards) => (label(place), format!("导航{}", order(towards))),
            Self::DropEntry(place) => (label(place), "从导航去掉".to_owned()),
        };
        (about, what)
    }
}

impl ColumnAsked {
    pub(super) fn faults(&self) -> Vec<FieldError> {
        let mut faults: Vec<FieldError> = [
            line("name", &self.name, "名称", NAME_MOST),
            line("description", &self.description, "说明", DESCRIPTION_MOST),
        ]
        .into_iter()
        .flatten()
        .collect();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let slug = &self.slug;
        if slug.is_empty() || slug.len() > SLUG_MOST || slug.starts_with('-') || !slug.bytes().all(plain) {
            faults.push(fault("slug", format!("网址名只用小写英文字母、数字和 -，1 到 {SLUG_MOST} 个")));
        }
        if self.keywords.is_empty() || self.keywords.len() > KEYWORDS_MOST {
            faults.push(fault("keywords", format!("请填写 1 到 {KEYWORDS_MOST} 个关键词")));
        }
        faults.extend(self.keywords.iter().find_map(|word| line("keywords", word, "每个关键词", NAME_MOST)));
        if self.kinds.contains(&Kind::Article) {
            faults.push(fault("kinds", "科普文章按各篇写的栏目归，不整类归"));
        }
        if self.days.is_some_and(|days| days == 0 || days > DAYS_MOST) {
            faults.push(fault("days", format!("天数写 1 到 {DAYS_MOST}")));
        }
        faults
    }

    fn column(&self, id: u32, topics: Vec<String>, hidden: bool) -> Column {
        let asked = self.clone();
        Column {
            id,
            slug: asked.slug,
            name: asked.name,
            description: asked.description,
            keywords: asked.keywords,
            topics,
            kinds: asked.kinds,
            hidden,
            days: asked.days,
        }
    }
}

impl From<Column> for ColumnAsked {
    fn from(column: Column) -> Self {
        Self {
            slug: column.slug,
            name: column.name,
            description: column.description,
            keywords: column.keywords,
            kinds: column.kinds,
            days: column.days,
        }
    }
}

/// Nothing may be wrong with what was asked for.
pub(crate) fn sound(faults: Vec<FieldError>) -> Result<(), ChangeRefused> {
    if faults.is_empty() { Ok(()) } else { Err(ChangeRefused::Faults(faults)) }
}

/// The first stays first and the last stays last.
fn shift<T>(all: &mut [T], place: usize, towards: Towards) {
    let other = match towards {
        Towards::Front => place.checked_sub(1),
        Towards::Back => place.checked_add(1).filter(|next| *next < all.len()),
    };
    if let Some(other) = other {
        all.swap(place, other);
    }
}
