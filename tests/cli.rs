//! The command line from outside: the built binary, its streams, its exit codes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    io::{Read, Write},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

const MAIL: &str = "From a@example.com Mon Jun  1 08:00:00 2026\nMessage-ID: <1@example.com>\n\
    Date: Mon, 1 Jun 2026 08:00:00 +0200\nFrom: Spotify <no-reply@spotify.com>\nTo: me@example.com\n\
    Subject: New music for you\n\nListen now.\n\n";
const BANK: &str = "Date,Description,Amount,Currency\n2026-05-01,SPOTIFY P1234,-10.99,GBP\n\
    2026-05-02,COFFEE CORNER,-3.20,GBP\n2026-05-03,COFFEE CORNER,lots,GBP\n";

fn ownyou(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ownyou"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A command that refuses its input closes it early; that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8(bytes.to_vec()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn written(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path.display().to_string())
}

#[test]
fn import_pipes_into_classify() {
    let (_mail_folder, mail) = written("mail.mbox", MAIL);
    let (_bank_folder, bank) = written("bank.csv", BANK);
    let imported = ownyou(&["import", "--zone", "Europe/Berlin", &mail, &bank], b"");
    assert!(imported.status.success());
    let records = lines(&imported.stdout);
    assert_eq!(records.len(), 3);
    assert_eq!(records[0]["source"], "email");
    assert_eq!(records[1]["amount"], "-10.99");
    let errors = String::from_utf8(imported.stderr).unwrap();
    assert!(errors.contains("bank.csv: line 4: "), "{errors}");
    assert_eq!(errors.lines().count(), 1);

    let judged = ownyou(&["classify"], &imported.stdout);
    assert!(judged.status.success());
    let verdicts = lines(&judged.stdout);
    assert_eq!(verdicts.len(), 3);
    for (record, verdict) in records.iter().zip(&verdicts) {
        assert_eq!(record["id"], verdict["id"]);
        assert_eq!(verdict["kind"] == "positive", !verdict["segments"].as_array().unwrap().is_empty());
    }
    assert_eq!(verdicts[0]["kind"], "positive");
    let segment = &verdicts[0]["segments"][0];
    assert!(segment["id"].is_string() && segment["why"].is_string());
    let confidence = segment["confidence"].as_f64().unwrap();
    assert!(confidence > 0.0 && confidence <= 1.0);
}

#[test]
fn the_same_file_gives_the_same_ids_also_from_stdin() {
    let (_folder, mail) = written("mail.mbox", MAIL);
    let by_name = ownyou(&["import", &mail], b"");
    let by_stdin = ownyou(&["import", "-"], MAIL.as_bytes());
    assert_eq!(lines(&by_name.stdout), lines(&by_stdin.stdout));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    let (_empty_folder, empty) = written("empty.mbox", "");
    let (_mail_folder, mail) = written("mail.mbox", MAIL);
    let output = ownyou(&["import", &empty, "/no/such/file", &mail], b"");
    assert!(output.status.success());
    assert_eq!(lines(&output.stdout).len(), 1);
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 2);

    let nothing = ownyou(&["import", &empty], b"");
    assert_eq!(nothing.status.code(), Some(1));
    assert!(nothing.stdout.is_empty());
}

#[test]
fn classify_takes_any_record_and_passes_over_what_is_none() {
    let input = br#"{"id":"h1","source":"history","url":"https://www.spotify.com/","title":"Spotify","expect":["481"],"zzz":{"a":1}}

not json
{"id":"x"}
{"id":"s1","source":"transaction","descriptor":"POSITIVE PREGNANCY CLINIC","amount":"-20.00"}
{"id":"n1","source":"calendar","title":"call J.","location":""}"#;
    let output = ownyou(&["classify"], input);
    assert!(output.status.success());
    let verdicts = lines(&output.stdout);
    let kinds: Vec<_> = verdicts.iter().map(|verdict| (verdict["id"].as_str(), verdict["kind"].as_str())).collect();
    assert_eq!(kinds, [(Some("h1"), Some("positive")), (Some("s1"), Some("sensitive")), (Some("n1"), Some("none"))]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("line 3: ") && errors.contains("line 4: "), "{errors}");

    let nothing = ownyou(&["classify"], b"\n\n");
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("nothing was read"));
}

#[test]
fn a_line_of_many_megabytes_is_told_and_the_next_is_read() {
    let mut input = b"{\"id\":\"long\",\"source\":\"email\",\"body\":\"".to_vec();
    input.resize(17 << 20, b'x');
    input.extend_from_slice(b"\"}\n{\"id\":\"next\",\"source\":\"email\",\"subject\":\"hi\"}\n");
    let output = ownyou(&["classify"], &input);
    assert_eq!(lines(&output.stdout).len(), 1);
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 1: longer"));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let records = "{\"id\":\"a\",\"source\":\"email\",\"subject\":\"New music\"}\n".repeat(50_000);
    let mut child = Command::new(env!("CARGO_BIN_EXE_ownyou"))
        .arg("classify")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || drop(stdin.write_all(records.as_bytes())));
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

#[test]
fn help_and_wrong_arguments() {
    for arguments in [
        vec!["--help"],
        vec!["import", "--help"],
        vec!["classify", "--help"],
        vec!["serve", "--help"],
        vec!["bbs", "check", "--help"],
    ] {
        let output = ownyou(&arguments, b"");
        assert!(output.status.success());
        assert!(output.stdout.len() > 400, "{arguments:?}");
    }
    assert_eq!(ownyou(&["import"], b"").status.code(), Some(2));
    assert_eq!(ownyou(&["import", "--zone", "Mars/Olympus", "x"], b"").status.code(), Some(2));
    assert_eq!(ownyou(&["frobnicate"], b"").status.code(), Some(2));
}

/// Every vector of the drafts, with the verdict that it states itself.
#[test]
fn bbs_check_judges_the_drafts_vectors() {
    let mut files = Vec::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bbs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path.display().to_string());
            }
        }
    }
    assert_eq!(files.len(), 139);
    let arguments: Vec<&str> = ["bbs", "check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let output = ownyou(&arguments, b"");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let verdicts = lines(&output.stdout);
    assert_eq!(verdicts.len(), files.len());
    for (verdict, file) in verdicts.iter().zip(&files) {
        let stated: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        assert_eq!(verdict["file"], file.as_str());
        assert_eq!(verdict["valid"], stated["result"]["valid"].as_bool().unwrap_or(true), "{verdict}");
        assert_eq!(verdict["valid"] == false, verdict["error"].is_string(), "{verdict}");
        assert_ne!(verdict["kind"], "unknown");
    }
}

#[test]
fn bbs_check_tells_what_is_no_vector() {
    let vector = include_str!("vectors/bbs/pseudonym-nym/bls12-381-sha-256/nymProof/nymProof001.json");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let good = file("good.json", vector.as_bytes());
    let altered = file("altered.json", vector.replacen("\"L\": 10", "\"L\": 9", 1).as_bytes());
    let unlike = file("unlike.json", vector.replacen("\"L\": 10", "\"L\": \"ten\"", 1).as_bytes());
    let judged = ownyou(&["bbs", "check", &good, &altered, &unlike], b"");
    assert_eq!(judged.status.code(), Some(0));
    let valid: Vec<Value> = lines(&judged.stdout).into_iter().map(|line| line["valid"].clone()).collect();
    assert_eq!(valid, [true, false, false]);

    let many = format!("{{\"messages\":[{}\"\"],\"signature\":\"\"}}", "\"\",".repeat(1000));
    let strange = [
        file("empty.json", b""),
        file("truncated.json", &vector.as_bytes()[..vector.len() / 2]),
        file("binary.json", &[0xff; 300]),
        file("huge.json", &vec![b' '; (1 << 20) + 1]),
        file("deep.json", "[".repeat(200_000).as_bytes()),
        file("other.json", b"{\"hello\":1}"),
        folder.path().display().to_string(),
        folder.path().join("missing.json").display().to_string(),
    ];
    for path in &strange {
        let output = ownyou(&["bbs", "check", path, &good], b"");
        assert_eq!(output.status.code(), Some(1), "{path}");
        let [bad, good] = &lines(&output.stdout)[..] else { panic!("two lines") };
        assert_eq!((&bad["kind"], &bad["valid"], &good["valid"]), (&"unknown".into(), &false.into(), &true.into()));
        assert!(bad["error"].as_str().unwrap().len() > 10);
        assert!(String::from_utf8(output.stderr).unwrap().contains("one file could not be judged"));
    }
    let crowded = ownyou(&["bbs", "check", &file("many.json", many.as_bytes())], b"");
    assert_eq!(lines(&crowded.stdout)[0]["error"], "the field messages has more than 1000 items");

    let piped = ownyou(&["bbs", "check", "-"], vector.as_bytes());
    assert_eq!(lines(&piped.stdout)[0]["kind"], "pseudonym-proof");
    assert!(piped.status.success());
    assert_eq!(ownyou(&["bbs", "check"], b"").status.code(), Some(2));
}
