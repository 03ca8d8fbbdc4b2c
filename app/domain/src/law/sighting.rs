use serde::Deserialize;

/// What a tip may tick instead of writing, from `content/laws/sightings.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sightings {
    #[serde(rename = "sighting")]
    pub seen: Vec<Sighting>,
    /// How long ago, as far as a tile can tell.
    pub when: Vec<Sighting>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sighting {
    pub key: String,
    pub text: String,
}

impl Sightings {
    /// What was ticked in the order of the list, each once; nothing where a key is unknown.
    #[must_use]
    pub fn words(&self, keys: &[String]) -> Option<Vec<&str>> {
        let known = keys.iter().all(|key| self.seen.iter().any(|one| one.key == *key));
        let ticked = self.seen.iter().filter(|one| keys.contains(&one.key)).map(|one| one.text.as_str());
        known.then(|| ticked.collect())
    }

    #[must_use]
    pub fn when(&self, key: &str) -> Option<&str> {
        self.when.iter().find(|one| one.key == key).map(|one| one.text.as_str())
    }
}
