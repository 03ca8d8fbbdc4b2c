//! The rules of Yaoan.
//!
//! Nothing here reads a clock, a file, a database or a screen: time, calendars, the law's numbers
//! and the region table are parameters. The same code therefore judges a form on the phone
//! (WebAssembly) and on the server.

pub mod access;
pub mod calendar;
pub mod event;
pub mod law;
pub mod matter;
pub mod packet;
pub mod ports;
pub mod query_code;
pub mod question;
pub mod reading;
pub mod region;
pub mod report;
pub mod site;
pub mod text;
pub mod track;
