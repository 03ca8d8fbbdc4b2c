//! 不良反应, from residents and village officers alike: what makes one urgent, which others are about
//! the same product, and the national form it is carried over to.
//!
//! The portal files nothing with the national system: it gathers a lay report, says who must look at
//! once, and lays what is known out in the order of 药品不良反应/事件报告表.

mod alarm;
mod lay;
mod national;
mod product;

pub use alarm::{Alarm, alarms};
pub use lay::{CONSENT, Element, check, is_asked, options, private_names};
pub use national::{Asked, Cluster, Entry, FormField, NationalForm, Part, Told};
pub use product::Product;

#[cfg(test)]
mod tests;
