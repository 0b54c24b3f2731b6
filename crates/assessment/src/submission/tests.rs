use super::*;

const UNIT: UnitId = UnitId::new(7);
const OTHER: UnitId = UnitId::new(8);
const STATISTICS: UnitId = UnitId::new(90);
const OUTPUT: IndicatorId = IndicatorId::new(1);
const PLAN: IndicatorId = IndicatorId::new(2);

fn actor(account: i64, role: Role, unit: Option<UnitId>) -> Actor {
    Actor { account: AccountId::new(account), grants: vec![Grant { role, unit }] }
}

fn clerk() -> Actor {
    actor(1, Role::Clerk, Some(UNIT))
}

fn leader() -> Actor {
    actor(2, Role::UnitLeader, Some(UNIT))
}

fn verifier() -> Actor {
    actor(3, Role::Verifier, Some(STATISTICS))
}

fn officer() -> Actor {
    actor(4, Role::Officer, None)
}

fn fresh() -> Submission {
    let period = Period::month(2026, 8).unwrap();
    Submission::open(SubmissionId::new(1), UNIT, period, [(OUTPUT, Some(STATISTICS)), (PLAN, None)])
}

fn done(start: &Submission, steps: &[(Action, Actor)]) -> Submission {
    steps.iter().fold(start.clone(), |at, (action, actor)| at.after(action, actor).unwrap())
}

fn entered() -> Submission {
    done(
        &fresh(),
        &[(Action::Enter(OUTPUT), clerk()), (Action::Enter(PLAN), clerk()), (Action::Submit, clerk())],
    )
}

fn verified() -> Submission {
    let steps =
        [(Action::Review, leader()), (Action::Verify(OUTPUT), verifier()), (Action::Verify(PLAN), officer())];
    done(&entered(), &steps)
}

#[test]
fn the_whole_way_from_draft_to_published() {
    let at = verified();
    assert_eq!(at.state, SubmissionState::Verified);
    let at = done(&at, &[(Action::Lock, officer()), (Action::Publish, officer())]);
    assert_eq!(at.state, SubmissionState::Published);
    assert_eq!(at.after(&Action::Enter(OUTPUT), &clerk()), Err(Refusal::Published));
}

#[test]
fn an_empty_figure_keeps_the_report_from_being_submitted() {
    let at = done(&fresh(), &[(Action::Enter(OUTPUT), clerk())]);
    assert_eq!(at.after(&Action::Submit, &clerk()), Err(Refusal::FiguresEmpty(1)));
    assert_eq!(at.owed().collect::<Vec<_>>(), [PLAN]);
}

#[test]
fn a_return_names_its_reason_and_is_answered_before_the_next_submission() {
    let at = done(&entered(), &[(Action::Review, leader()), (Action::Verify(OUTPUT), verifier())]);
    assert_eq!(at.after(&Action::Return(PLAN, "  ".into()), &officer()), Err(Refusal::ReasonMissing));
    let at = at.after(&Action::Return(PLAN, "缺凭证".into()), &officer()).unwrap();
    assert_eq!(at.state, SubmissionState::Draft);
    assert_eq!(at.figures.get(&PLAN).and_then(|f| f.reason.as_deref()), Some("缺凭证"));
    assert_eq!(at.after(&Action::Submit, &clerk()), Err(Refusal::FiguresReturned(1)));
    assert_eq!(at.after(&Action::Enter(OUTPUT), &clerk()), Err(Refusal::FigureVerified(OUTPUT)));
    let steps = [
        (Action::Enter(PLAN), clerk()),
        (Action::Submit, clerk()),
        (Action::Review, leader()),
        (Action::Verify(PLAN), officer()),
    ];
    assert_eq!(done(&at, &steps).state, SubmissionState::Verified);
}

#[test]
fn a_locked_report_opens_only_on_request() {
    let locked = done(&verified(), &[(Action::Lock, officer())]);
    assert_eq!(locked.after(&Action::Enter(OUTPUT), &clerk()), Err(Refusal::Locked));
    assert_eq!(locked.after(&Action::Reopen, &officer()), Err(Refusal::NoRequest));
    let opened = done(
        &locked,
        &[
            (Action::RequestReopening("统计口径更正".into(), BTreeSet::new()), clerk()),
            (Action::Reopen, officer()),
        ],
    );
    assert_eq!(opened.state, SubmissionState::Draft);
    assert!(opened.after(&Action::Enter(OUTPUT), &clerk()).is_ok());
}

#[test]
fn what_passed_is_closed_to_the_clerk_while_a_returned_figure_is_answered() {
    let at = entered().after(&Action::Return(PLAN, "缺凭证".into()), &leader()).unwrap();
    let state = |at: &Submission, id| at.figures.get(&id).map(|figure| figure.state);
    assert_eq!(state(&at, OUTPUT), Some(FigureState::Accepted));
    assert_eq!(at.after(&Action::Enter(OUTPUT), &clerk()), Err(Refusal::FigureAccepted(OUTPUT)));
    assert_eq!(at.after(&Action::Answer(OUTPUT, "无".into()), &clerk()), Err(Refusal::NotReturned(OUTPUT)));
    assert_eq!(at.after(&Action::Answer(PLAN, " ".into()), &clerk()), Err(Refusal::ReasonMissing));
    let at = at.after(&Action::Answer(PLAN, "凭证已附".into()), &clerk()).unwrap();
    assert!(
        at.after(&Action::Enter(PLAN), &clerk()).is_ok(),
        "an answered figure is open until it is submitted"
    );
    let at = done(&at, &[(Action::Submit, clerk()), (Action::Review, leader())]);
    assert_eq!(at.state, SubmissionState::Reviewed);
    let steps = [(Action::Verify(OUTPUT), verifier()), (Action::Verify(PLAN), officer())];
    assert_eq!(done(&at, &steps).state, SubmissionState::Verified);
}

#[test]
fn a_report_that_one_department_returned_is_not_decided_by_the_next() {
    let at =
        done(&entered(), &[(Action::Review, leader()), (Action::Return(PLAN, "缺凭证".into()), officer())]);
    assert_eq!(at.after(&Action::Verify(OUTPUT), &verifier()), Err(Refusal::DrawnBack));
    assert_eq!(at.after(&Action::Return(OUTPUT, "有误".into()), &verifier()), Err(Refusal::DrawnBack));
}

#[test]
fn a_granted_request_opens_only_the_figures_that_it_names() {
    let locked = done(&verified(), &[(Action::Lock, officer())]);
    let ask = Action::RequestReopening("凭证补到".into(), BTreeSet::from([PLAN]));
    let asked = locked.after(&ask, &clerk()).unwrap();
    assert_eq!(asked.after(&ask, &leader()), Err(Refusal::RequestWaits));
    let refused = asked.after(&Action::RefuseReopening("不影响得分".into()), &officer()).unwrap();
    assert_eq!((refused.state, refused.reopening), (SubmissionState::Locked, None));
    let opened = asked.after(&Action::Reopen, &officer()).unwrap();
    assert_eq!(opened.after(&Action::Enter(OUTPUT), &clerk()), Err(Refusal::FigureVerified(OUTPUT)));
    let steps = [
        (Action::Enter(PLAN), clerk()),
        (Action::Submit, clerk()),
        (Action::Review, leader()),
        (Action::Verify(PLAN), officer()),
        (Action::Lock, officer()),
    ];
    assert_eq!(done(&opened, &steps).state, SubmissionState::Locked);
}

#[test]
fn a_submitted_report_is_recalled_until_it_is_signed() {
    let at = entered().after(&Action::Recall, &clerk()).unwrap();
    assert_eq!(at.state, SubmissionState::Draft);
    assert!(at.after(&Action::Enter(OUTPUT), &clerk()).is_ok());
    let signed = done(&entered(), &[(Action::Review, leader())]);
    assert_eq!(signed.after(&Action::Recall, &clerk()), Err(Refusal::WaitsForVerification));
}

#[test]
fn who_submitted_does_not_sign_and_departments_keep_to_their_figures() {
    let both = Actor {
        account: AccountId::new(1),
        grants: vec![
            Grant { role: Role::Clerk, unit: Some(UNIT) },
            Grant { role: Role::UnitLeader, unit: Some(UNIT) },
        ],
    };
    assert_eq!(entered().after(&Action::Review, &both), Err(Refusal::OwnWork));
    let reviewed = done(&entered(), &[(Action::Review, leader())]);
    assert_eq!(reviewed.after(&Action::Verify(PLAN), &verifier()), Err(Refusal::RoleMissing(Role::Officer)));
    let stranger = actor(9, Role::Verifier, Some(OTHER));
    assert_eq!(reviewed.after(&Action::Verify(OUTPUT), &stranger), Err(Refusal::OtherSource));
}

/// Every action × every state × every role is either the one transition the life of a report allows, or refused.
#[test]
fn everybody_else_is_refused_everywhere() {
    let states = [
        fresh(),
        entered(),
        done(&entered(), &[(Action::Review, leader())]),
        verified(),
        done(&verified(), &[(Action::Lock, officer())]),
        done(&verified(), &[(Action::Lock, officer()), (Action::Publish, officer())]),
    ];
    let actions = [
        Action::Enter(PLAN),
        Action::Submit,
        Action::Review,
        Action::Verify(PLAN),
        Action::Return(PLAN, "缺凭证".into()),
        Action::Lock,
        Action::Publish,
        Action::RequestReopening("更正".into(), BTreeSet::new()),
        Action::Reopen,
        Action::RefuseReopening("不在更正期".into()),
        Action::Answer(PLAN, "已附凭证".into()),
        Action::Recall,
    ];
    let outsiders = [
        actor(20, Role::Clerk, Some(OTHER)),
        actor(21, Role::UnitLeader, Some(OTHER)),
        actor(22, Role::Verifier, Some(OTHER)),
        actor(23, Role::Judge, None),
        actor(24, Role::Leader, None),
        actor(25, Role::SystemAdmin, None),
        actor(26, Role::SecurityAdmin, None),
        actor(27, Role::AuditAdmin, None),
    ];
    for state in &states {
        for action in &actions {
            for outsider in &outsiders {
                assert!(
                    state.after(action, outsider).is_err(),
                    "{action:?} by {outsider:?} in {:?}",
                    state.state
                );
            }
        }
    }
}

#[test]
fn administrators_hold_no_other_role() {
    assert!(!Role::SystemAdmin.may_stand_beside(Role::AuditAdmin));
    assert!(!Role::SecurityAdmin.may_stand_beside(Role::Officer));
    assert!(Role::Clerk.may_stand_beside(Role::Judge));
}
