//! The command line as it is called: a wrong setting is one line that names it, and ends with 2.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

use sqlx::{Connection, SqliteConnection};

fn yaoan(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yaoan"))
        .current_dir(folder)
        .env_clear()
        .args(arguments)
        .output()
        .expect("the command starts")
}

/// What a wrong setting is answered with; nothing else may be said.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = yaoan(folder, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert_eq!((said.lines().count(), output.stdout.len()), (1, 0), "{arguments:?}: {said}");
    said
}

#[test]
fn every_wrong_setting_is_one_line_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    std::fs::write(folder.path().join("odd.toml"), "colour = 1\nname = 2\n").unwrap();
    std::fs::write(folder.path().join("broken.toml"), "listen = \n\n[").unwrap();
    std::fs::write(folder.path().join("keys.toml"), "no key").unwrap();
    let cases: [(&[&str], &str); 15] = [
        (&["--site", "missing.toml"], "site"),
        (&["--site", "odd.toml"], "site"),
        (&["--content", "missing"], "content"),
        (&["--content", "file"], "content"),
        (&["--data", "file"], "data"),
        (&["--database", "mysql://x"], "database"),
        (&["--database", "sqlite:/no/such/folder/x.db"], "database"),
        (&["--listen", "here"], "listen"),
        (&["--listen", &taken], "listen"),
        (&["--metrics-listen", "here"], "metrics_listen"),
        (&["--public-url", "portal"], "public_url"),
        (&["--base-path", "aqyy"], "base_path"),
        (&["--key-file", "keys.toml"], "key_file"),
        (&["--settings", "missing.toml"], "missing.toml"),
        (&["--settings", "broken.toml"], "broken.toml"),
    ];
    for (arguments, named) in cases {
        let said = refused(folder.path(), &[&["serve"][..], arguments].concat());
        assert!(said.starts_with(&format!("yaoan：设置 {named} 不对：")), "{arguments:?}: {said}");
    }
}

#[test]
fn the_other_commands_name_a_wrong_setting_alike() {
    let folder = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 4] = [&["migrate"], &["user", "list"], &["forward", "status"], &["forward", "retry"]];
    for command in commands {
        let said = refused(folder.path(), &[command, &["--site", "missing.toml"]].concat());
        assert!(said.starts_with("yaoan：设置 site 不对：missing.toml"), "{command:?}: {said}");
    }
}

/// As a later version finds it that has one more step.
async fn without_the_last_step(folder: &Path) {
    let url = format!("sqlite:{}", folder.join("data/yaoan.db").display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let last = "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)";
    sqlx::raw_sql(last).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_database_that_holds_data_is_changed_by_migrate_alone() {
    let folder = furnished();
    without_the_last_step(folder.path()).await;
    let commands: [&[&str]; 8] = [
        &["serve", "--listen", "127.0.0.1:0"],
        &["user", "list"],
        &["user", "disable", "li.mei"],
        &["audit", "verify"],
        &["forward", "status"],
        &["keys", "status"],
        &["retention", "plan"],
        &["content", "export", "out"],
    ];
    for command in commands {
        let output = yaoan(folder.path(), command);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {}", said(&output));
        assert!(said(&output).contains("请备份后运行 yaoan migrate"), "{command:?}: {}", said(&output));
    }
}

/// A data folder with a database and one account.
fn furnished() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let account = ["user", "add", "--login", "li.mei", "--name", "李梅", "--role", "auditor", "--unit", "bureau"];
    let added = yaoan(folder.path(), &account);
    assert_eq!(added.status.code(), Some(0), "{}", String::from_utf8_lossy(&added.stderr));
    folder
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_trail_is_verified_and_exported_as_typed() {
    let folder = furnished();
    let verified = yaoan(folder.path(), &["audit", "verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    assert!(
        said(&verified).contains("完整：共 1 行") && said(&verified).contains("封签到第 1 行"),
        "{}",
        said(&verified)
    );

    let exported = yaoan(folder.path(), &["audit", "export", "trail.jsonl"]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    let text = std::fs::read_to_string(folder.path().join("trail.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["format"], "yaoan-audit-1");
    let rows: Vec<_> = lines.iter().filter(|line| line.get("what").is_some()).collect();
    assert_eq!((rows[0]["what"].as_str(), rows[1]["what"].as_str()), (Some("account_added"), Some("audit_exported")));
    assert_eq!(rows[1]["previous"], rows[0]["hash"]);
    assert_eq!(lines.last().unwrap()["end"]["hash"], rows[1]["hash"]);
    let again = yaoan(folder.path(), &["audit", "export", "trail.jsonl"]);
    assert_eq!(again.status.code(), Some(1), "a file was written over");

    let verified = yaoan(folder.path(), &["audit", "verify", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!((found["whole"].as_bool(), found["last"].as_i64()), (Some(true), Some(2)), "{found}");
}

#[test]
fn a_seal_outside_that_knows_more_ends_verification_with_1_and_one_line_a_fault() {
    let folder = furnished();
    let copy = |from: &str, to: &str| std::fs::copy(folder.path().join("data").join(from), folder.path().join(to));
    copy("audit-seal.json", "earlier.json").unwrap();
    assert_eq!(yaoan(folder.path(), &["user", "disable", "li.mei"]).status.code(), Some(0));
    std::fs::write(folder.path().join("data/audit-seal.json"), "{}").unwrap();
    let verified = yaoan(folder.path(), &["audit", "verify"]);
    assert_eq!(verified.status.code(), Some(1), "{}", said(&verified));
    assert!(
        said(&verified).contains("audit-seal.json：封签不是用本系统的密钥做的\n不完整：共 1 处不对"),
        "{}",
        said(&verified)
    );
    // An earlier seal of ours is no fault: the trail has only grown since.
    std::fs::copy(folder.path().join("earlier.json"), folder.path().join("data/audit-seal.json")).unwrap();
    assert_eq!(yaoan(folder.path(), &["audit", "verify"]).status.code(), Some(0));
}

#[test]
fn the_trail_is_kept_six_months_at_least() {
    let folder = furnished();
    let prune = |more: &[&str]| yaoan(folder.path(), &[&["audit", "prune"][..], more].concat());
    for few in ["0", "5"] {
        let refused = prune(&["--audit-keep-months", few]);
        let line = said(&refused);
        assert_eq!(refused.status.code(), Some(2), "{line}");
        assert!(line.starts_with("yaoan：设置 audit_keep_months 不对：《网络安全法》要求"), "{line}");
    }
    assert_eq!(prune(&[]).status.code(), Some(2), "without a setting everything is kept");
    let kept = prune(&["--audit-keep-months", "6"]);
    assert_eq!((kept.status.code(), said(&kept).as_str()), (Some(0), "没有超过 6 个月的审计记录\n"));
}

#[test]
fn a_number_is_told_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let output = yaoan(folder.path(), &["check-number", "国药准字 h2001 3001", "云卫消证字（2020）第0001号"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let drug = &told["found"][0];
    assert_eq!(
        (drug["kind"].as_str(), drug["normal_form"].as_str()),
        (Some("drug-approval"), Some("国药准字H20013001"))
    );
    assert_eq!(
        (drug["is_medicine"].as_bool(), drug["verdict"].as_str()),
        (Some(true), Some("这是药品批准文号的写法。"))
    );
    assert_eq!((drug["parts"][0]["value"].as_str(), drug["odd"].as_array().map(Vec::len)), (Some("化学药"), Some(0)));
    assert!(drug["query"]["url"].as_str().unwrap().starts_with("https://www.nmpa.gov.cn/"));
    assert_eq!(
        (told["found"][1]["kind"].as_str(), told["found"][1]["is_medicine"].as_bool()),
        (Some("disinfectant"), Some(false))
    );
    assert_eq!(told["watched"].as_array().map(Vec::len), Some(0));
    assert!(told["note"].as_str().unwrap().contains("不等于"));
    let output = yaoan(folder.path(), &["check-number", "530922101201"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (told["found"][0]["kind"].as_str(), told["found"][0]["is_medicine"].is_null()),
        (Some("region-code"), true)
    );
    let output = yaoan(folder.path(), &["check-number", "批号", "ＳＬ２６０１０１"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &told["watched"][0];
    assert_eq!((first["key"].as_str(), first["match"].as_str()), (Some("sample-recall"), Some("batch")));
    assert_eq!(yaoan(folder.path(), &["check-number"]).status.code(), Some(2), "nothing to look at is a wrong call");
    let missing = yaoan(folder.path(), &["check-number", "--content", "missing", "1"]);
    assert_eq!(missing.status.code(), Some(2), "{}", said(&missing));
}

#[test]
fn originals_are_written_only_where_they_are_asked_for_and_with_a_warning() {
    let folder = furnished();
    let plain = yaoan(folder.path(), &["content", "export", "plain"]);
    assert_eq!((plain.status.code(), plain.stderr.len()), (Some(0), 0), "{}", said(&plain));
    let whole = yaoan(folder.path(), &["content", "export", "whole", "--originals"]);
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));
    assert!(said(&whole).contains("注意：originals/ 里是上传时的原图"), "{}", said(&whole));
}
