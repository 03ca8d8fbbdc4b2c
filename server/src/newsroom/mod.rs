//! The newsroom: how texts come in and what is done with them before residents read them.

pub mod paste;
