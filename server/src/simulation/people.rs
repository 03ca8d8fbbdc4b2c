use std::collections::BTreeMap;

use domain::access::{Role, Staff};
use domain::audit::Who;
use domain::ports::{Accounts, Internal, NewStaff};
use domain::site::UnitKind;

use crate::accounts::one_time_password;
use crate::assemble::House;

/// The bureau's people: one who registers, one who leads, and in each unit that handles matters one
/// who handles and one who heads.
pub struct People {
    pub clerk: Staff,
    pub leader: Staff,
    pub units: BTreeMap<String, Pair>,
}

pub struct Pair {
    pub handler: Staff,
    pub lead: Staff,
}

impl People {
    pub async fn hire(house: &House) -> Result<Self, Internal> {
        let site = &house.services.site;
        let registering = site.registering_unit().map_or("", |unit| unit.key.as_str());
        let clerk = hire(house, "sim.clerk", Role::Clerk, registering).await?;
        let bureau = site.unit.iter().find(|unit| unit.kind == UnitKind::Bureau).map_or(registering, |unit| &unit.key);
        let leader = hire(house, "sim.leader", Role::Leader, bureau).await?;
        let mut units = BTreeMap::new();
        let handling = site.unit.iter().filter(|unit| !unit.duties.is_empty() && unit.kind != UnitKind::Bureau);
        for unit in handling {
            let name = unit.key.replace('-', ".");
            let handler = hire(house, &format!("sim.{name}.handler"), Role::Handler, &unit.key).await?;
            let lead = hire(house, &format!("sim.{name}.lead"), Role::Lead, &unit.key).await?;
            units.insert(unit.key.clone(), Pair { handler, lead });
        }
        Ok(Self { clerk, leader, units })
    }
}

/// Accounts are added as `yaoan user add` adds them; nobody will ever sign in to them.
async fn hire(house: &House, login: &str, role: Role, unit: &str) -> Result<Staff, Internal> {
    let services = &house.services;
    let new = NewStaff {
        login: login.to_owned(),
        name: format!("模拟{}", role.words()),
        role,
        unit: unit.to_owned(),
        password: one_time_password(&*services.random),
        must_change_password: true,
        totp_secret: None,
    };
    let added = house.directory.add(new, &Who::System, services.now()).await;
    added.map_err(|error| Internal::new(format!("账号 {login} 没有加上：{error}")))?;
    let row = services.store.staff_by_login(login).await?;
    let row = row.ok_or_else(|| Internal::new(format!("账号 {login} 不见了")))?;
    let regions = match services.site.unit(unit) {
        Some(unit) if !role.sees_whole_area() => unit.regions.clone(),
        _ => vec![services.site.region.clone()],
    };
    Ok(Staff {
        id: row.id,
        login: row.login,
        name: row.name,
        role,
        unit: unit.to_owned(),
        regions,
        stands_in_for: Vec::new(),
    })
}
