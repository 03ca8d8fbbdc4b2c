//! Who may do what in the newsroom: from role × unit.

use super::{Denied, Role, Staff};
use crate::event::Actor;

/// Something a person may want to do in the newsroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemAction {
    /// See what is being written: history, differences, previews and copies as well.
    Read,
    /// Write, hand in, proofread, begin a correction.
    Write,
    /// 科室审核, by the item's own unit.
    Review,
    /// 保密和隐私审查, by any unit; decide what may be told about a person; give back.
    CheckSecrecy,
    /// 签发
    Sign,
    /// Take down.
    Withdraw,
    /// Take recordings of it in, and down again.
    Record,
}

impl Staff {
    /// Whether this person may do it to an item of the newsroom, as themselves or as a deputy. An item
    /// belongs to a unit and to no place: what residents read is the whole site's.
    ///
    /// # Errors
    /// [`Denied`], for a wrong role as well as for another unit's item.
    pub fn may_item(&self, action: ItemAction, unit: &str) -> Result<(), Denied> {
        if self.may_item_alone(action, unit) || self.absent_who_may(action, unit).is_some() {
            Ok(())
        } else {
            Err(Denied)
        }
    }

    /// The person as the steps of an item name them; a deputy's name says for whom.
    #[must_use]
    pub fn item_actor(&self, action: ItemAction, unit: &str) -> Actor {
        let absent = self.absent_who_may(action, unit).filter(|_| !self.may_item_alone(action, unit));
        self.actor_for(absent)
    }

    /// The same of what belongs to no unit, such as the questions of a form.
    #[must_use]
    pub fn item_actor_ever(&self, action: ItemAction) -> Actor {
        let absent = self.stands_in_for.iter().find(|absent| absent.role.may_item(action));
        self.actor_for(absent.filter(|_| !self.role.may_item(action)))
    }

    /// The unit whose items a list is narrowed to; `None` for those who read all of them.
    #[must_use]
    pub fn items_narrowed_to_unit(&self) -> Option<&str> {
        let all = |person: &Self| person.role.may_items_of_all_units(ItemAction::Read);
        let wide = all(self) || self.stands_in_for.iter().any(all);
        (!wide).then_some(self.unit.as_str())
    }

    fn actor_for(&self, absent: Option<&Self>) -> Actor {
        let name = absent.map_or_else(|| self.name.clone(), |absent| format!("{}（代{}）", self.name, absent.name));
        Actor::Staff { id: self.id, name }
    }

    fn may_item_alone(&self, action: ItemAction, unit: &str) -> bool {
        self.role.may_item(action) && (self.role.may_items_of_all_units(action) || self.unit == unit)
    }

    fn absent_who_may(&self, action: ItemAction, unit: &str) -> Option<&Self> {
        self.stands_in_for.iter().find(|absent| absent.may_item_alone(action, unit))
    }

    /// Whether this person has a part in the newsroom at all: what a menu shows.
    ///
    /// # Errors
    /// [`Denied`] for a wrong role.
    pub fn may_item_ever(&self, action: ItemAction) -> Result<(), Denied> {
        let allowed =
            self.role.may_item(action) || self.stands_in_for.iter().any(|absent| absent.role.may_item(action));
        if allowed { Ok(()) } else { Err(Denied) }
    }
}

impl Role {
    fn may_item(self, action: ItemAction) -> bool {
        use ItemAction as A;
        use Role::{Auditor, Editor, Handler, Lead, Leader};
        let allowed: &[Self] = match action {
            A::Read => &[Editor, Handler, Lead, Leader, Auditor],
            A::Write => &[Editor, Handler, Lead],
            A::Review | A::CheckSecrecy | A::Withdraw => &[Lead, Leader],
            A::Sign => &[Leader],
            A::Record => &[Editor, Handler, Lead, Leader],
        };
        allowed.contains(&self)
    }

    /// Editors work for the whole bureau, and the secrecy of a text is checked across units.
    fn may_items_of_all_units(self, action: ItemAction) -> bool {
        let reads = matches!(action, ItemAction::CheckSecrecy | ItemAction::Read);
        self == Self::Editor || self.sees_whole_area() || self == Self::Lead && reads
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn staff(role: Role, unit: &str) -> Staff {
        Staff {
            id: Uuid::nil(),
            login: "x".into(),
            name: "某某".into(),
            role,
            unit: unit.into(),
            regions: Vec::new(),
            stands_in_for: Vec::new(),
        }
    }

    /// Action, who may for an item of their own unit, who for one of another.
    const ITEMS: [(ItemAction, &str, &str); 7] = [
        (ItemAction::Read, "editor handler lead leader auditor", "editor lead leader auditor"),
        (ItemAction::Write, "editor handler lead", "editor"),
        (ItemAction::Review, "lead leader", "leader"),
        (ItemAction::CheckSecrecy, "lead leader", "lead leader"),
        (ItemAction::Sign, "leader", "leader"),
        (ItemAction::Withdraw, "lead leader", "leader"),
        (ItemAction::Record, "editor handler lead leader", "editor leader"),
    ];

    #[test]
    fn the_table_of_who_may_do_what_in_the_newsroom() {
        for (action, own, other) in ITEMS {
            for role in Role::ALL {
                let person = staff(role, "suo");
                let among = |list: &str| list.split(' ').any(|name| name == role.as_str());
                assert_eq!(person.may_item(action, "suo").is_ok(), among(own), "{role:?} {action:?} own");
                assert_eq!(person.may_item(action, "yaoxie").is_ok(), among(other), "{role:?} {action:?} another's");
                assert_eq!(person.may_item_ever(action).is_ok(), among(own), "{role:?} {action:?} ever");
            }
        }
    }

    #[test]
    fn a_deputy_may_what_the_absent_may() {
        let mut handler = staff(Role::Handler, "suo");
        assert!(handler.may_item(ItemAction::Review, "suo").is_err());
        handler.stands_in_for.push(staff(Role::Lead, "suo"));
        assert!(handler.may_item(ItemAction::Review, "suo").is_ok());
        let named = |actor| matches!(actor, Actor::Staff { name, .. } if name == "某某（代某某）");
        assert!(named(handler.item_actor_ever(ItemAction::Review)));
        assert!(!named(handler.item_actor_ever(ItemAction::Write)), "what one may oneself one does as oneself");
    }
}
