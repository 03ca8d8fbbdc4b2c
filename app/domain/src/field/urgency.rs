use super::choice::choices;

choices! {
    /// Signs that somebody rings the duty phone before anything is typed (the portal's own rule;
    /// group events are reported at once: 药品不良反应报告和监测管理办法 §27).
    Urgency {
        Hurt = "hurt", "有人受伤、中毒或住院";
        Cluster = "cluster", "好几个人用了同一种东西都不舒服";
        Vaccine = "vaccine", "和疫苗有关";
        Narcotic = "narcotic", "和麻醉药、精神药（安眠药、强效止痛药、止咳水）有关";
        Moving = "moving", "人或货马上要走";
    }
}
