use crate::field::{AfterDoctor, Outcome, Reaction, Sign, Urgency, choices};

choices! {
    /// Why somebody must look at once.
    Alarm {
        Death = "death", "有人去世";
        Hospital = "hospital", "住院";
        Severe = "severe", "反应严重";
        /// Told by whoever reports; two reports on one product are counted, not told.
        Several = "several", "填报人说好几个人都不舒服";
        Vaccine = "vaccine", "和疫苗有关，马上告诉疾控机构";
        Narcotic = "narcotic", "和麻醉药、精神药有关";
    }
}

/// What a report says of itself.
#[must_use]
pub fn alarms(reaction: &Reaction) -> Vec<Alarm> {
    let told = reaction.urgent();
    let (death, hospital) = (reaction.outcome == Some(Outcome::Died), reaction.doctor == Some(AfterDoctor::Hospital));
    let severe = reaction.outcome == Some(Outcome::Lasting)
        || reaction.signs.iter().any(|sign| matches!(sign, Sign::Breath | Sign::Faint))
        || reaction.signs_of_urgency.contains(&Urgency::Hurt);
    let all = [
        (death, Alarm::Death),
        (hospital, Alarm::Hospital),
        (severe, Alarm::Severe),
        (told.contains(&Urgency::Cluster), Alarm::Several),
        (told.contains(&Urgency::Vaccine), Alarm::Vaccine),
        (told.contains(&Urgency::Narcotic), Alarm::Narcotic),
    ];
    all.into_iter().filter_map(|(holds, alarm)| holds.then_some(alarm)).collect()
}
