//! Disabling an account: what the person still handles is shown, and moved on first.

use std::process::ExitCode;
use std::sync::Arc;

use domain::matter::office::Person;
use domain::ports::{Accounts, StaffEntry};
use jiff::Timestamp;
use storage::MatterRow;

use super::audit::seal;
use super::flags::Flags;
use super::user::explained;
use super::{Failure, say};
use crate::accounts::Directory;
use crate::assemble::{keys, ready};
use crate::audit::{Keeper, console};
use crate::casework::Handover;
use crate::clock::SystemRandom;

/// Where a person's open matters go.
pub struct Leaving {
    pub login: String,
    pub hand_to: Option<String>,
    pub back_to_unit: bool,
}

pub async fn run(leaving: Leaving, flags: Flags) -> Result<ExitCode, Failure> {
    let settings = flags.settings()?;
    let ground = ready(&settings).await?;
    let random = Arc::new(SystemRandom);
    let keys = Arc::new(keys(&settings, &ground.store, random.clone()).await?);
    let keeper = Keeper::new(ground.store.clone(), keys.clone(), &settings.data);
    let directory = Directory::new(ground.store.clone(), keys, ground.site.clone(), random, false);
    let directory = directory.map_err(Failure::work)?;
    let now = Timestamp::now();

    let everybody = directory.list().await.map_err(Failure::work)?;
    let named = |login: &str| everybody.iter().find(|entry| entry.login == login);
    let person = named(&leaving.login).ok_or_else(|| Failure::Work(format!("没有这个账号：{}", leaving.login)))?;
    let calendar = ground.loaded.calendar.of(&ground.site.region);
    let handover =
        Handover { store: &ground.store, laws: &ground.loaded.laws, calendar: &calendar, region: &ground.site.region };
    let open = handover.open_matters(person.id).await.map_err(Failure::work)?;
    if !open.is_empty() {
        let to = receiver(&leaving, person, &open, leaving.hand_to.as_deref().map(named))?;
        let reason = format!("{}的账号停用", person.name);
        let moved = handover.move_on(open, to.as_ref(), &reason, now).await.map_err(Failure::work)?;
        let to = to.map_or_else(|| "本单位".to_owned(), |to| to.name);
        say(format!("在办的 {moved} 件已交给{to}"));
    }
    directory.disable(&leaving.login, &console(), now).await.map_err(explained)?;
    seal(&keeper).await?;
    say(format!("已停用 {}", leaving.login));
    Ok(ExitCode::SUCCESS)
}

/// A colleague of the same unit who may handle matters, or nobody: back to the unit.
fn receiver(
    leaving: &Leaving,
    person: &StaffEntry,
    open: &[MatterRow],
    colleague: Option<Option<&StaffEntry>>,
) -> Result<Option<Person>, Failure> {
    match colleague {
        Some(found) => {
            let fits = |one: &&StaffEntry| {
                one.unit == person.unit && one.id != person.id && !one.disabled && one.role.works_on_matters()
            };
            let found = found
                .filter(fits)
                .ok_or_else(|| Failure::Work("--hand-to 要写同一单位、在岗、办理投诉举报的同事".to_owned()))?;
            Ok(Some(Person { id: found.id, name: found.name.clone() }))
        }
        None if leaving.back_to_unit => Ok(None),
        None => {
            let numbers: Vec<_> = open.iter().map(|row| row.number.as_str()).collect();
            Err(Failure::Work(format!(
                "{} 还在承办 {} 件：{}\n请加 --hand-to 登录名（交给同单位的同事）或者 --back-to-unit（交回本单位），再停用",
                person.name,
                open.len(),
                numbers.join(" ")
            )))
        }
    }
}
