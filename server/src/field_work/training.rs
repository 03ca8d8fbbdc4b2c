use domain::audit::{Act, Deed, Who};
use domain::ports::{Internal, TestResult};
use domain::track::local_date;
use jiff::Timestamp;
use uuid::Uuid;

use super::Phones;

impl Phones {
    pub(super) async fn mark_test(
        &self,
        officer: Uuid,
        chosen: &[Option<usize>],
        at: Timestamp,
    ) -> Result<TestResult, Internal> {
        let row = self.store.officer(officer).await?.ok_or_else(|| Internal::new("a test of nobody"))?;
        let questions = &self.training.questions;
        let fits = |(place, question): &(usize, &domain::ports::TrainingQuestion)| {
            chosen.get(*place).copied().flatten() == Some(question.right)
        };
        let wrong: Vec<usize> =
            questions.iter().enumerate().filter(|pair| !fits(pair)).map(|(place, _)| place).collect();
        let right = questions.len() - wrong.len();
        let passed = right >= self.training.pass;
        let fresh = passed.then(|| self.certificate(officer, at));
        let act = Act::new(at, Who::Officer { id: officer }, Deed::OfficerKept, officer.to_string())
            .with_detail(format!("培训测试 {right}/{}", questions.len()));
        let result = (right, questions.len());
        self.store.keep_test(officer, &self.training.version, result, fresh.as_deref(), &act).await?;
        Ok(TestResult { right, of: questions.len(), passed, wrong, certificate: row.certificate.or(fresh) })
    }

    /// 云县 → `YX-PX-2026-` and six characters of a keyed hash: given once, found again in the table.
    fn certificate(&self, officer: Uuid, at: Timestamp) -> String {
        let [a, b, c, ..] = self.keys.mac("certificate", officer.as_bytes());
        format!("{}-PX-{}-{a:02X}{b:02X}{c:02X}", self.site.number_prefix, local_date(at).year())
    }
}
