//! The story of a report, put together from what was written, ticked and said.

use super::Wish;
use super::answered::missing;
use super::answers::Answers;
use crate::law::Sightings;
use crate::packet::SAID;
use crate::question::{Refused, Story};
use crate::text::length;

/// What comes with a report besides its answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub photos: usize,
    /// Somebody said what happened instead of writing it.
    pub voice: bool,
}

/// Stands for the words of a tip that is a picture.
const PICTURED: &str = "没有写经过，见照片。";

/// A complaint needs its facts in words, written or said (令121 §10). A tip needs something to go by (§28): a tick or
/// a picture is enough, since whoever must not be heard writing would else not tip off at all.
pub(super) fn enough(answers: &Answers, evidence: Option<Evidence>, wish: Wish) -> Result<Option<Story>, Refused> {
    let written = Story::parse(&answers.story)?;
    let Some(evidence) = evidence else {
        return written.map(Some).ok_or_else(|| Refused(missing::WORDS.to_owned()));
    };
    let shown = wish == Wish::Tip && (!answers.seen.is_empty() || evidence.photos > 0);
    if written.is_none() && !evidence.voice && !shown {
        let message = if wish == Wish::Tip { missing::SIGHTING } else { missing::STORY };
        return Err(Refused(message.to_owned()));
    }
    Ok(written)
}

/// The whole story, as short as 12315 takes it.
pub(super) fn story(
    answers: &Answers,
    evidence: Option<Evidence>,
    wish: Wish,
    known: &Sightings,
) -> Result<Story, Refused> {
    let written = enough(answers, evidence, wish)?.map(Story::into_string);
    let ticked = if wish == Wish::Complaint { None } else { ticked(answers, known)? };
    let said = (written.is_none() && evidence.is_some_and(|evidence| evidence.voice)).then(|| SAID.to_owned());
    let parts: Vec<String> = [written, said, ticked].into_iter().flatten().collect();
    let whole = if parts.is_empty() { PICTURED.to_owned() } else { parts.join("\n") };
    let count = length(&whole);
    if count > Story::MAX && parts.len() > 1 {
        let most = Story::MAX;
        return Err(Refused(format!("写的和勾选的加起来最多 {most} 个字，现在 {count} 个字，请写短一点")));
    }
    Story::parse(&whole)?.ok_or_else(|| Refused(missing::STORY.to_owned()))
}

/// `勾选的情况：现在还在卖、还在做；不给小票。看到的时间：这几天。`
fn ticked(answers: &Answers, known: &Sightings) -> Result<Option<String>, Refused> {
    let unknown = || Refused("请从列出的选项里选择".to_owned());
    let seen = known.words(&answers.seen).ok_or_else(unknown)?;
    let when = match answers.seen_when.trim() {
        "" => None,
        key => Some(known.when(key).ok_or_else(unknown)?),
    };
    let seen = (!seen.is_empty()).then(|| format!("勾选的情况：{}。", seen.join("；")));
    let when = when.map(|when| format!("看到的时间：{when}。"));
    let whole: String = [seen, when].into_iter().flatten().collect();
    Ok((!whole.is_empty()).then_some(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::test_laws;

    fn told(change: impl FnOnce(&mut Answers), evidence: Evidence, wish: Wish) -> Result<String, String> {
        let mut answers = Answers::default();
        change(&mut answers);
        story(&answers, Some(evidence), wish, &test_laws().sightings)
            .map(Story::into_string)
            .map_err(|Refused(message)| message)
    }

    const NOTHING: Evidence = Evidence { photos: 0, voice: false };
    const PHOTO: Evidence = Evidence { photos: 1, voice: false };
    const VOICE: Evidence = Evidence { photos: 0, voice: true };

    #[test]
    fn ticks_become_words_behind_what_was_written() {
        let ticks = |a: &mut Answers| {
            a.seen = vec!["on_sale".into(), "no_receipt".into()];
            a.seen_when = "week".into();
        };
        let both = |a: &mut Answers| {
            ticks(a);
            a.story = "货架上的药过期了".into();
        };
        let ticked = "勾选的情况：现在还在卖、还在做；不给小票。看到的时间：这几天。";
        assert_eq!(told(ticks, NOTHING, Wish::Tip).as_deref(), Ok(ticked));
        assert_eq!(told(both, NOTHING, Wish::Tip), Ok(format!("货架上的药过期了\n{ticked}")));
        assert_eq!(told(both, NOTHING, Wish::Complaint).as_deref(), Ok("货架上的药过期了"), "no ticks in a complaint");
    }

    #[test]
    fn a_tip_may_be_a_picture_or_a_voice_and_a_complaint_needs_words() {
        assert_eq!(told(|_| {}, PHOTO, Wish::Tip).as_deref(), Ok(PICTURED));
        assert_eq!(told(|_| {}, VOICE, Wish::Tip).as_deref(), Ok(SAID));
        assert_eq!(told(|_| {}, VOICE, Wish::Complaint).as_deref(), Ok(SAID));
        assert_eq!(told(|_| {}, NOTHING, Wish::Tip), Err(missing::SIGHTING.to_owned()));
        assert_eq!(told(|_| {}, PHOTO, Wish::Complaint), Err(missing::STORY.to_owned()));
        assert_eq!(told(|a| a.seen = vec!["on_sale".into()], NOTHING, Wish::Both), Err(missing::STORY.to_owned()));
        assert_eq!(told(|a| a.seen_when = "today".into(), NOTHING, Wish::Tip), Err(missing::SIGHTING.to_owned()));
    }

    #[test]
    fn where_only_words_are_asked_for_nothing_else_is_named() {
        let told = story(&Answers::default(), None, Wish::Tip, &test_laws().sightings);
        assert_eq!(told, Err(Refused(missing::WORDS.to_owned())));
    }

    #[test]
    fn words_and_ticks_together_fit_what_12315_takes() {
        let long = |a: &mut Answers| {
            a.story = "药".repeat(395);
            a.seen = vec!["on_sale".into()];
        };
        assert!(told(long, NOTHING, Wish::Tip).unwrap_err().contains("加起来最多 400 个字"));
        assert!(told(|a| a.seen = vec!["made_up".into()], NOTHING, Wish::Tip).unwrap_err().contains("选项"));
        assert!(told(|a| a.seen_when = "1999".into(), PHOTO, Wish::Tip).unwrap_err().contains("选项"));
    }
}
