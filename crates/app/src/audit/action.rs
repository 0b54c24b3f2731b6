//! Actions of the audit in Chinese words. A code that is not here would be read as a code: a test finds it in the sources.

/// Groups of actions: the beginning of their codes, and the word.
pub const GROUPS: &[(&str, &str)] = &[
    ("session.", "登录"),
    ("account.", "账号管理"),
    ("invitation.", "邀请"),
    ("token.", "程序令牌"),
    ("figure.", "填报数据"),
    ("submission.", "填报流程"),
    ("evidence.", "佐证材料"),
    ("document.", "文档核验"),
    ("superior.", "上级公布数"),
    ("target.", "目标"),
    ("schedule.", "序时进度"),
    ("cycle.", "考核周期"),
    ("scheme.", "考核办法"),
    ("unit.", "单位"),
    ("hierarchy.", "组织体系"),
    ("reorganisation.", "机构调整"),
    ("calendar.", "工作日历"),
    ("reminder.", "提醒"),
    ("audit.", "审计设置"),
];

/// Every action with its word.
pub const ACTIONS: &[(&str, &str)] = &[
    ("session.create", "登录"),
    ("session.second_factor", "动态口令通过"),
    ("session.refuse", "登录失败"),
    ("session.end", "退出"),
    ("account.create", "新增账号"),
    ("account.invite", "发出邀请"),
    ("account.sample", "建立示例账号"),
    ("account.grant", "授予角色"),
    ("account.password", "修改密码"),
    ("account.reset", "重置密码"),
    ("account.second_factor", "启用动态口令"),
    ("account.second_factor_reset", "停用动态口令"),
    ("account.lock", "账号锁定"),
    ("account.close", "停用账号"),
    ("account.open", "恢复账号"),
    ("invitation.accept", "接受邀请"),
    ("invitation.withdraw", "撤回邀请"),
    ("token.create", "发放令牌"),
    ("token.revoke", "撤销令牌"),
    ("figure.save", "填报"),
    ("figure.save_year", "按年填报"),
    ("figure.import", "表格导入"),
    ("figure.accept", "采用文档数据"),
    ("figure.claim", "登记自评分"),
    ("figure.fill", "成批录入"),
    ("submission.step", "报表流转"),
    ("submission.reply", "留言答复"),
    ("evidence.add", "添加佐证"),
    ("evidence.withdraw", "撤下佐证"),
    ("evidence.refuse", "拒收文件"),
    ("evidence.scan", "查毒"),
    ("evidence.rules", "佐证要求"),
    ("document.create", "上传文档"),
    ("document.correct", "更正文档"),
    ("document.accept", "采用文档内容"),
    ("document.withdraw", "撤回文档"),
    ("superior.put", "录入上级公布数"),
    ("target.set", "下达目标"),
    ("target.accept", "采用文档目标"),
    ("target.ask", "申请变更目标"),
    ("target.decide", "审批目标变更"),
    ("schedule.set", "设定序时进度"),
    ("cycle.create", "新增考核周期"),
    ("cycle.install", "建立考核周期"),
    ("cycle.step", "办理考核周期"),
    ("scheme.draft", "保存办法草稿"),
    ("scheme.publish", "公布办法"),
    ("unit.create", "新增单位"),
    ("unit.amend", "修改单位"),
    ("unit.withdraw", "停用单位"),
    ("hierarchy.create", "新增组织体系"),
    ("hierarchy.amend", "调整隶属"),
    ("hierarchy.import", "导入组织体系"),
    ("reorganisation.create", "登记机构调整"),
    ("calendar.set", "设定工作日历"),
    ("reminder.queue", "发出提醒"),
    ("reminder.channels", "设定提醒方式"),
    ("reminder.address", "登记提醒地址"),
    ("audit.digest", "更换校验算法"),
];

/// The word of an action; the code itself of one from a newer program.
pub fn word(code: &str) -> &str {
    ACTIONS.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_action_that_the_program_writes_has_a_word_and_a_group() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut texts = Vec::new();
        sources(&here.join("src"), &mut texts);
        sources(&here.join("../store/src"), &mut texts);
        let code = |text: &&str| {
            let letters = |part: &str| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            };
            text.split_once('.').is_some_and(|(noun, verb)| {
                letters(noun) && letters(verb) && GROUPS.iter().any(|(group, _)| *group == format!("{noun}."))
            })
        };
        let written = texts.iter().flat_map(|text| text.split('"')).filter(code);
        let missing: Vec<&str> = written.filter(|code| word(code) == *code).collect();
        assert!(missing.is_empty(), "without a word: {missing:?}");
        let grouped = |code: &str| GROUPS.iter().any(|(group, _)| code.starts_with(group));
        assert!(ACTIONS.iter().all(|(code, _)| grouped(code)));
    }
}
