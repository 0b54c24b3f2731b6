//! Places that cannot be used: each start ends in a sentence that says what is wrong and what to do, and writes nothing.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::json;
use store::{Place, Store};

use crate::served::{Served, binary, eventually, filled, free_port, on_both, untouched, verified};
use crate::{stderr, stdout};

fn serve(folder: &Path, more: &[&str]) -> Output {
    let data = folder.to_string_lossy().into_owned();
    let port = free_port().to_string();
    let mut command = binary();
    command.args(["serve", "--data", &data]);
    if !more.contains(&"--port") {
        command.args(["--port", &port]);
    }
    command.args(more).output().unwrap()
}

fn refused(output: &Output, words: &[&str]) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{said}{}", stdout(output));
    for word in words {
        assert!(said.contains(word), "“{word}” is not in: {said}");
    }
}

#[test]
fn an_occupied_port_and_an_occupied_folder_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let served = Served::start(&["--data", &data.to_string_lossy()]);
    let other = folder.path().join("other");
    let port = served.port.to_string();
    refused(&serve(&other, &["--port", &port]), &[&port, "占用", "--port"]);
    assert!(!other.exists(), "nothing is written when the port is taken");
    refused(&serve(&data, &[]), &["正由另一个考成进程使用", "--data"]);
    drop(served);
    // The folder of a killed process is free again.
    drop(Served::start(&["--data", &data.to_string_lossy()]));
}

#[test]
fn a_file_in_place_of_the_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    std::fs::write(&file, "别人的文件").unwrap();
    refused(&serve(&file, &[]), &["是一个文件", "请换一个目录"]);
    refused(&serve(&file.join("inner"), &[]), &["不能建立数据目录", "请换一个"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "别人的文件");
}

#[test]
fn a_read_only_folder_is_said_and_stays_empty() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    for path in [folder.path(), &data] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o555)).unwrap();
    }
    let port = free_port().to_string();
    let mut command = if std::fs::metadata(&data).unwrap().uid() == 0 {
        // Who may do everything is not stopped by permissions: the start is made as nobody.
        let copy =
            tempfile::Builder::new().permissions(std::fs::Permissions::from_mode(0o755)).tempdir().unwrap();
        let program = copy.path().join("kaocheng");
        std::fs::copy(env!("CARGO_BIN_EXE_kaocheng"), &program).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program).current_dir("/");
        let output = command.args(["serve", "--port", &port, "--data"]).arg(&data).output().unwrap();
        refused(&output, &["不能写入", "没有权限", "请换一个可写的目录"]);
        assert!(untouched(&data));
        return;
    } else {
        binary()
    };
    let output = command.args(["serve", "--port", &port, "--data"]).arg(&data).output().unwrap();
    refused(&output, &["不能写入", "没有权限", "请换一个可写的目录"]);
    assert!(untouched(&data));
}

#[test]
fn an_older_layout_is_brought_up_to_date_and_a_copy_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(Store::make_older_for_tests(&Place::Folder(data.clone()), 1)).unwrap();
    let served = Served::start(&["--data", &data.to_string_lossy()]);
    assert!(served.words.contains("一次性密码"), "{}", served.words);
    let kept = std::fs::read_dir(&data).unwrap().flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with("kaocheng-before-layout-") && entry.metadata().unwrap().len() > 0
    });
    assert!(kept, "a copy is kept before the layout changes");
}

#[test]
fn a_newer_layout_and_a_stranger_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Place::Folder(data.clone())).await.unwrap();
        store.set_layout_for_tests(99).await.unwrap();
        store.close().await;
    });
    let file = data.join("kaocheng.sqlite");
    let before = std::fs::read(&file).unwrap();
    refused(&serve(&data, &[]), &["更新版本的考成", "请改用新版程序"]);
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let strange = folder.path().join("strange");
    std::fs::create_dir(&strange).unwrap();
    std::fs::write(strange.join("kaocheng.sqlite"), "这不是数据库".repeat(100)).unwrap();
    refused(&serve(&strange, &[]), &["不能打开数据文件", "可能不是考成的数据"]);
}

#[test]
fn settings_are_checked_without_a_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("office.toml");
    std::fs::write(&file, "port = 9001\nplace = \"江州市\"\ndata = \"年度数据\"\n").unwrap();
    let check = |more: &[&str]| {
        let mut command = binary();
        command
            .current_dir(folder.path())
            .args(["serve", "--check-config", "--config"])
            .arg(&file)
            .args(more);
        command
    };
    let output = check(&[]).env("KAOCHENG_PORT", "9002").output().unwrap();
    let said = stdout(&output);
    assert!(output.status.success() && said.contains("port = 9002") && said.contains("江州市"), "{said}");
    let output = check(&["--port", "9003"]).env("KAOCHENG_PORT", "9002").output().unwrap();
    assert!(stdout(&output).contains("port = 9003"));
    assert!(!folder.path().join("年度数据").exists(), "nothing was started");
    std::fs::write(&file, "prot = 9001\n").unwrap();
    refused(&check(&[]).output().unwrap(), &["设置文件", "prot"]);
    refused(&check(&["--database", "mysql://x"]).output().unwrap(), &["设置文件"]);
}

#[test]
fn a_demo_that_was_interrupted_begins_anew() {
    on_both(|place| {
        for wait in [5, 60, 250] {
            let mut demo = binary();
            demo.arg("demo").args(place).args(["--port", &free_port().to_string()]);
            let mut process = demo.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(wait));
            process.kill().unwrap();
            process.wait().unwrap();
        }
        let mut demo = binary();
        demo.arg("demo").args(place);
        let served = Served::from(demo);
        assert!(served.words.contains("样例账号"), "{}", served.words);
        drop(served);
        assert!(verified(place).contains("没有改动"));
    });
}

#[test]
fn five_wrong_passwords_lock_the_account_with_a_sentence() {
    on_both(|place| {
        let password = filled(place, 1, 1, 1);
        let served = Served::start(place);
        let sign_in = |password: &str| {
            let body = json!({"name": "reporter", "password": password});
            served.client().json("POST", "/api/v1/session", &body).unwrap()
        };
        for _ in 0..4 {
            assert_eq!(sign_in("wrong").1["code"], "wrong_password");
        }
        let (status, answer) = sign_in("wrong");
        assert_eq!((status, answer["code"].as_str()), (401, Some("account_locked")), "{answer}");
        let words = answer["message"].as_str().unwrap();
        assert!(words.contains("已锁定") && words.contains("分钟后再试"), "{words}");
        assert_eq!(sign_in(&password).1["code"], "account_locked", "the right one must wait too");
    });
}

/// A small disk of its own, where this machine lets tests mount one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mounted(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).stderr(Stdio::null());
        let mounted = mount.status().is_ok_and(|status| status.success());
        if !mounted {
            println!("skipped: this machine lets nobody mount a small disk");
        }
        mounted.then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_refuses_saves_in_words_and_takes_them_again_when_there_is_room() {
    let Some(disk) = SmallDisk::mounted(24) else { return };
    let data = disk.0.path().join("data");
    let shown = data.to_string_lossy().into_owned();
    let place = ["--data", shown.as_str()];
    let password = filled(&place, 2, 3, 1);
    let served = Served::start(&place);
    let client = served.sign_in("reporter", &password);
    let save = |number: usize| {
        let body = json!({"value": number.to_string(), "narrative": "完".repeat(3000)});
        client.json("PUT", &format!("/api/v1/figures/{}/1/2026-01", number % 2 + 1), &body).unwrap()
    };
    assert_eq!(save(1).0, 200);
    let ballast = disk.0.path().join("ballast");
    // Everything that is left, down to the last block.
    let _ = Command::new("dd")
        .args(["if=/dev/zero", "bs=4k"])
        .arg(format!("of={}", ballast.display()))
        .stderr(Stdio::null())
        .status();
    let mut last = 1;
    let words = (2..400).find_map(|number| {
        let (status, answer) = save(number);
        if status == 200 {
            last = number;
            return None;
        }
        assert_eq!((status, answer["code"].as_str()), (507, Some("disk_full")), "{answer}");
        Some(answer["message"].as_str().unwrap().to_owned())
    });
    let words = words.expect("the disk was never full");
    assert!(words.contains("磁盘已满") && words.contains("没有保存"), "{words}");
    let stands = |number: usize| {
        let (_, answer) = client.get(&format!("/api/v1/figures/{}/1/2026-01", number % 2 + 1)).unwrap();
        answer["value"].as_str().unwrap_or_default().split('.').next().unwrap().to_owned()
    };
    assert_eq!(stands(last), last.to_string(), "what was acknowledged stands, what was refused does not");
    std::fs::remove_file(&ballast).unwrap();
    eventually("saves are taken again", || save(900).0 == 200);
    assert_eq!(stands(900), "900");
    drop(served);
    assert!(verified(&place).contains("没有改动"));
}
