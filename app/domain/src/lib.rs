//! The rules of Yaoan.
//!
//! Nothing here reads a clock, a file, a database or a screen: time, calendars, the law's numbers
//! and the region table are parameters. The same code therefore judges a form on the phone
//! (WebAssembly) and on the server.

pub mod access;
pub mod asking;
pub mod audit;
pub mod bets;
pub mod calendar;
pub mod collecting;
pub mod columns;
pub mod deadline;
pub mod desk_step;
pub mod event;
pub mod field;
pub mod law;
pub mod ledger;
pub mod letter;
pub mod matter;
pub mod newsroom;
pub mod open_numbers;
pub mod overview;
pub mod packet;
pub mod picture;
pub mod ports;
pub mod printed_number;
pub mod quality;
pub mod query_code;
pub mod question;
pub mod quiz;
pub mod reaction;
pub mod reading;
pub mod recording;
pub mod region;
pub mod report;
pub mod retention;
pub mod reward;
pub mod risk;
pub mod site;
pub mod tending;
pub mod text;
pub mod track;
pub mod transfer;
pub mod variant;
