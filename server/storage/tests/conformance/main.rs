//! One suite for both databases: every test body takes a [`storage::Store`] and runs on a SQLite
//! file, and on PostgreSQL where `YAOAN_TEST_POSTGRES` names a throwaway server (the URL of a
//! superuser; every test makes its own database there). The repository's test command sets it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that meets something unexpected is to fail there"
)]

mod accounts;
mod ahead;
mod appending;
mod attachments;
mod audit;
mod collects;
mod contest;
mod crowd;
mod deadlines;
mod field;
mod inbox;
mod jobs;
mod ledger;
mod letters;
mod newsroom;
mod opening;
mod overview;
mod pictures;
mod place;
mod questions;
mod reactions;
mod recording;
mod recordings;
mod retention;
mod samples;
mod schema;
mod search;
mod tended;

use place::Place;

macro_rules! on_both_databases {
    ($($module:ident::$test:ident,)*) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let place = super::Place::sqlite().await;
                    super::$module::$test(&place).await;
                    place.clear().await;
                }
            )*
        }

        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let Some(place) = super::Place::postgres().await else { return };
                    super::$module::$test(&place).await;
                    place.clear().await;
                }
            )*
        }
    };
}

on_both_databases! {
    ahead::a_photo_is_begun_once_and_of_two_pieces_at_one_offset_one_is_kept,
    ahead::nobody_leaves_more_photos_than_is_allowed,
    ahead::what_has_expired_makes_room,
    questions::a_question_is_kept_once_and_found_by_its_code,
    questions::a_step_is_taken_by_whoever_saw_the_question_as_it_is,
    questions::what_is_over_is_forgotten,
    collects::a_request_is_kept_once_with_a_number_and_listed_by_place,
    collects::one_officer_has_it_at_a_time_and_gives_it_back_or_ends_it,
    collects::what_is_over_is_wiped_and_the_rest_stays_to_be_counted,
    tended::columns_are_changed_by_whoever_saw_them_as_they_are,
    tended::what_comes_first_in_searches_is_kept_beside_the_columns,
    contest::a_paper_counts_once_for_its_township_and_year,
    field::officers_are_found_by_any_of_their_villages,
    field::a_code_binds_one_phone,
    field::a_report_is_kept_once_and_other_bytes_beside_it,
    field::of_two_pieces_at_one_offset_one_is_kept,
    field::a_month_adds_up_and_errands_are_answered,
    field::a_clue_is_confirmed_by_a_case_that_stands,
    field::outlets_are_known_by_village_and_name,
    field::an_outlet_is_shown_as_it_was_checked_and_no_otherwise,
    field::points_are_kept_by_id_and_listed_by_place,
    ledger::records_are_numbered_by_book_and_year_and_kept_once,
    ledger::a_step_is_kept_with_its_matter_or_not_at_all,
    ledger::a_list_shows_what_lies_within_area_and_unit,
    ledger::supervised_matters_are_found_within_the_view,
    ledger::ledgers_are_neither_changed_nor_removed,
    ledger::a_word_is_chosen_once_and_a_selector_given_once,
    audit::whatever_is_changed_in_a_ledger_is_found,
    audit::whatever_is_changed_in_the_newsroom_is_found,
    newsroom::an_item_is_kept_with_its_texts_and_steps,
    newsroom::two_who_read_the_same_item_do_not_both_write,
    newsroom::an_address_is_given_once_and_leads_on_when_it_changes,
    newsroom::a_draft_is_kept_only_over_the_revision_its_writer_saw,
    newsroom::what_is_due_is_found,
    newsroom::lists_are_narrowed_and_put_away_items_come_back,
    newsroom::steps_and_texts_are_neither_changed_nor_removed,
    newsroom::readers_are_counted_by_the_day,
    newsroom::items_are_brought_once_and_told_by_the_revision,
    newsroom::a_link_is_found_by_its_hash_until_it_ends,
    pictures::a_picture_is_kept_once_and_changed_by_whoever_saw_it,
    pictures::what_was_shown_is_gone_with_a_change,
    pictures::texts_that_hold_words_are_found,
    recordings::a_recording_is_kept_once_and_once_for_a_township,
    recordings::what_was_taken_down_is_heard_no_more,
    recordings::bytes_are_read_from_any_place_on,
    recordings::a_question_of_a_form_is_recorded_as_an_article_is,
    schema::migrating_twice_changes_nothing,
    schema::events_are_neither_changed_nor_removed,
    schema::nothing_is_kept_about_the_senders_machine,
    reactions::a_reaction_is_kept_once_and_counted_with_others_on_its_product,
    reactions::what_one_says_of_people_is_destroyed_and_the_rest_stays,
    reactions::a_look_is_asked_for_agreed_to_and_used_once,
    schema::an_unreadable_value_is_named_by_table_column_and_row,
    schema::the_database_may_go_and_come_back,
    recording::a_submission_is_kept_with_all_that_belongs_to_it,
    recording::numbers_count_by_beijing_year,
    recording::the_same_key_again_is_known_and_writes_nothing,
    recording::the_same_key_twice_in_a_batch_is_one_matter,
    recording::a_taken_code_refuses_only_its_own_submission,
    recording::a_faulty_submission_spoils_no_other,
    recording::many_at_once_are_each_kept_once_under_their_own_number,
    recording::a_mixed_submission_is_two_linked_matters,
    opening::a_matter_opened_within_has_a_number_and_waits_for_no_12315,
    opening::a_clue_and_the_matter_it_came_up_in_are_written_together,
    appending::an_event_moves_the_matter_on,
    appending::the_kept_state_is_what_replaying_gives,
    appending::two_who_read_the_same_version_do_not_both_write,
    appending::many_writers_lose_no_event,
    appending::a_repeated_message_adds_nothing,
    appending::a_callback_counts_once,
    appending::a_conflicting_callback_may_be_tried_again,
    attachments::a_picture_waits_until_its_copy_is_shown,
    attachments::a_recording_has_no_copy_to_wait_for_and_is_no_photo,
    attachments::others_about_the_same_shop_are_counted_by_telephone_once_taken_up_and_before_a_moment,
    attachments::a_message_brings_its_own_pictures,
    inbox::each_filter_keeps_what_fits,
    inbox::handler_stage_and_approval_narrow_lists_and_searches,
    crowd::filters_agree_with_going_through_every_matter,
    inbox::a_view_ends_at_its_regions_and_its_unit,
    inbox::overlapping_regions_count_once,
    inbox::pages_follow_each_other_without_gap_or_repetition,
    inbox::what_is_due_first_comes_first,
    inbox::counts_follow_every_change,
    inbox::unregistered_matters_come_oldest_first,
    search::words_of_two_characters_are_found,
    search::all_words_must_be_there_and_the_last_may_be_unfinished,
    search::a_filter_narrows_what_is_found,
    search::numbers_are_found,
    search::no_question_is_an_error,
    search::more_matches_than_are_counted_are_said_to_be_more,
    jobs::two_workers_never_get_the_same_job,
    jobs::a_lease_that_ended_frees_the_job,
    jobs::a_server_that_is_alone_takes_leases_back_at_its_start,
    jobs::a_job_is_retried_stuck_and_sent_back,
    jobs::only_due_jobs_of_the_wanted_kinds_are_claimed,
    letters::a_letter_is_kept_whole_with_its_number_and_event,
    letters::numbers_count_for_each_series_and_beijing_year,
    letters::a_matter_that_moved_on_uses_no_number,
    letters::the_same_letter_twice_is_one_letter,
    letters::many_at_once_get_each_their_own_number_without_a_gap,
    letters::letters_are_neither_changed_nor_removed,
    retention::what_ended_comes_page_by_page_in_the_order_of_its_end,
    retention::what_is_destroyed_is_gone_everywhere_and_only_there,
    retention::a_matter_that_moved_on_loses_nothing,
    accounts::a_person_is_added_once_and_changed,
    accounts::a_code_of_the_second_factor_counts_once,
    accounts::sessions_begin_last_and_end,
    deadlines::matters_are_listed_by_their_day,
    deadlines::standing_still_orders_and_handlers_are_found,
    deadlines::a_day_counted_anew_changes_nothing_else,
    deadlines::a_ledgers_record_is_reminded_of_once_and_until_it_is_not_due,
    deadlines::many_servers_remind_once,
    deadlines::a_job_planned_by_several_servers_is_one,
    deadlines::flags_follow_what_happens,
    overview::what_came_in_ended_and_was_rated_is_counted_by_place_unit_and_subject,
    overview::the_one_in_the_middle_tells_how_long_handling_took,
    audit::every_event_and_every_act_stands_in_one_chain,
    audit::what_is_refused_leaves_no_row,
    audit::many_writers_make_one_chain,
    audit::the_trail_is_neither_changed_nor_removed,
    audit::whatever_is_changed_past_the_program_is_found,
    audit::a_broken_chain_is_not_sealed,
    audit::events_from_before_the_trail_are_chained_when_it_begins,
    audit::old_rows_go_and_the_rest_is_still_one_chain,
    audit::the_trail_is_read_newest_first_and_narrowed,
}

#[test]
fn both_databases_have_steps_of_the_same_names() {
    let names = |database: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/").to_owned() + database;
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.collect::<std::collections::BTreeSet<String>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    let expected: Vec<String> = place::STEPS.iter().map(|name| format!("{name}.sql")).collect();
    assert_eq!(names("sqlite").into_iter().collect::<Vec<_>>(), expected);
}

/// The bureau adds people from the command line while the portal runs.
#[tokio::test]
async fn a_command_may_work_beside_the_server_on_one_sqlite_file() {
    let place = Place::sqlite().await;
    let command = storage::Store::open(place.url()).await.unwrap();
    let new = samples::job(storage::JobKind::HandOver, 0);
    command.enqueue(&new).await.unwrap();
    let waiting: u64 = place.job_counts().await.unwrap().iter().map(|count| count.waiting).sum();
    assert_eq!(waiting, 1);
}

#[tokio::test]
async fn a_store_in_memory_works_like_one_in_a_file() {
    let store = storage::Store::open("sqlite::memory:").await.unwrap();
    store.migrate().await.unwrap();
    recording::a_submission_is_kept_with_all_that_belongs_to_it(&store).await;
}

#[tokio::test]
async fn an_address_nobody_understands_is_refused() {
    let error = storage::Store::open("mysql://localhost").await.err().expect("it was opened");
    assert!(!error.is_unavailable(), "{error}");
}
