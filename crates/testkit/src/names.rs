//! Invented names: the city, its districts and counties, its departments and people.

use assessment::{AccountId, CreditCode, Grant, Role, Unit, UnitClass, UnitId, UnitKind};

/// Name of the city.
pub const CITY: &str = "江州市";
/// Class of districts.
pub const DISTRICT: &str = "区";
/// Class of counties and county-level cities.
pub const COUNTY: &str = "县市";

/// Districts and counties with their class.
const UNITS: [(&str, &str); 13] = [
    ("城东区", DISTRICT),
    ("城西区", DISTRICT),
    ("澄湖区", DISTRICT),
    ("青枫区", DISTRICT),
    ("柳堤区", DISTRICT),
    ("鹤洲区", DISTRICT),
    ("东篱区", DISTRICT),
    ("云帆区", DISTRICT),
    ("云岫县", COUNTY),
    ("石梁县", COUNTY),
    ("兰皋县", COUNTY),
    ("白鹭市", COUNTY),
    ("临溪市", COUNTY),
];

/// Departments that verify figures or judge.
const DEPARTMENTS: [(&str, &str); 10] = [
    ("市统计局", "江州市统计局"),
    ("市经信局", "江州市经济和信息化局"),
    ("市资规局", "江州市自然资源和规划局"),
    ("市生态环境局", "江州市生态环境局"),
    ("市招商局", "江州市投资促进局"),
    ("市科技局", "江州市科学技术局"),
    ("市财政局", "江州市财政局"),
    ("市市场监管局", "江州市市场监督管理局"),
    ("市商务局", "江州市商务局"),
    ("市应急局", "江州市应急管理局"),
];

/// Id of the first department; units begin at 1.
const FIRST_DEPARTMENT: i64 = 901;
/// Id of the assessment office.
pub const OFFICE: UnitId = UnitId::new(900);

const FAMILY: [&str; 16] =
    ["王", "李", "陈", "林", "沈", "周", "吴", "郑", "许", "何", "宋", "唐", "韩", "冯", "程", "曹"];
const GIVEN: [&str; 16] = [
    "敏", "建国", "晓岚", "志远", "文静", "海涛", "雅琴", "俊峰", "秋月", "明辉", "若兰", "永康", "思源",
    "立新", "春华", "子安",
];

/// A person of the sample with a sign-in name; passwords are made when a store is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Account id.
    pub account: AccountId,
    /// Sign-in name.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// What the person may do.
    pub grants: Vec<Grant>,
}

/// The assessed units: the thirteen, then as many invented ones as asked for.
pub fn units(count: usize) -> Vec<Unit> {
    (0..count)
        .map(|at| {
            let (name, class) = UNITS.get(at).map_or_else(
                || (format!("第{}单位", at + 1), if at % 2 == 0 { DISTRICT } else { COUNTY }),
                |(name, class)| ((*name).to_owned(), *class),
            );
            let number = i64::try_from(at).unwrap_or(i64::MAX - 1) + 1;
            Unit {
                id: UnitId::new(number),
                full_name: format!("{CITY}{name}经济和信息化局"),
                credit_code: CreditCode::compose("11990100", &format!("MB{number:06}")).ok(),
                region_code: Some(format!("9901{:02}", (number - 1) % 98 + 1)),
                kind: UnitKind::Assessed,
                class: UnitClass::new(class),
                order: i32::try_from(number).unwrap_or(i32::MAX),
                name,
            }
        })
        .collect()
}

/// The assessment office and the departments.
pub fn departments() -> Vec<Unit> {
    let department = |id: i64, name: &str, full_name: &str, kind| Unit {
        id: UnitId::new(id),
        name: name.to_owned(),
        full_name: full_name.to_owned(),
        credit_code: CreditCode::compose("11990100", &format!("MB{id:06}")).ok(),
        region_code: None,
        kind,
        class: UnitClass::new("部门"),
        order: i32::try_from(id).unwrap_or(i32::MAX),
    };
    let office = department(OFFICE.get(), "市考核办", "江州市目标责任制考核办公室", UnitKind::Office);
    let others = (FIRST_DEPARTMENT..)
        .zip(DEPARTMENTS)
        .map(|(id, (name, full_name))| department(id, name, full_name, UnitKind::Source));
    std::iter::once(office).chain(others).collect()
}

/// The id of a department by its short name.
pub fn department(name: &str) -> Option<UnitId> {
    let at = DEPARTMENTS.iter().position(|(short, _)| *short == name)?;
    Some(UnitId::new(FIRST_DEPARTMENT + i64::try_from(at).ok()?))
}

/// A clerk and a leader for every unit, a verifier for every department, an officer, two judges, a leader and the three
/// administrators, who hold nothing else.
pub fn people(units: &[Unit]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut add = |login: String, role, unit| {
        let at = people.len();
        let given = GIVEN.get((at * 7 + at / 16) % 16).copied().unwrap_or("敏");
        let family = FAMILY.get(at % 16).copied().unwrap_or("王");
        let account = AccountId::new(i64::try_from(at).unwrap_or(i64::MAX - 1) + 1);
        people.push(Person {
            account,
            login,
            name: format!("{family}{given}"),
            grants: vec![Grant { role, unit }],
        });
    };
    for unit in units {
        add(format!("clerk{}", unit.id), Role::Clerk, Some(unit.id));
        add(format!("leader{}", unit.id), Role::UnitLeader, Some(unit.id));
    }
    for department in departments().iter().filter(|unit| unit.kind == UnitKind::Source) {
        add(format!("verifier{}", department.id), Role::Verifier, Some(department.id));
    }
    add("officer".to_owned(), Role::Officer, None);
    add("judge1".to_owned(), Role::Judge, None);
    add("judge2".to_owned(), Role::Judge, None);
    add("mayor".to_owned(), Role::Leader, None);
    add("sysadmin".to_owned(), Role::SystemAdmin, None);
    add("secadmin".to_owned(), Role::SecurityAdmin, None);
    add("auditadmin".to_owned(), Role::AuditAdmin, None);
    people
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn thirteen_units_of_two_classes_have_valid_codes_of_their_own() {
        let units = units(13);
        let classes: BTreeSet<&str> = units.iter().map(|unit| unit.class.as_str()).collect();
        assert_eq!(classes, BTreeSet::from([DISTRICT, COUNTY]));
        let codes: BTreeSet<_> =
            units.iter().chain(&departments()).filter_map(|unit| unit.credit_code.clone()).collect();
        assert_eq!(codes.len(), 13 + 11);
    }

    #[test]
    fn a_larger_city_keeps_its_first_units() {
        assert_eq!(units(40).get(..13), Some(units(13).as_slice()));
    }

    #[test]
    fn every_login_is_one_persons() {
        let people = people(&units(13));
        let logins: BTreeSet<&str> = people.iter().map(|person| person.login.as_str()).collect();
        assert_eq!(logins.len(), people.len());
    }
}
