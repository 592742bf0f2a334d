//! Quizzes and exams: front page, one question, review before handing in, result.

use super::competency::RefreshView;
use super::{Link, When};
use serde::Serialize;

/// `assessment/front.html`. Starting is a POST to `/courses/{course}/{quiz}/attempts`.
#[derive(Debug, Clone, Serialize)]
pub struct QuizFront {
    /// The course.
    pub course: Link,
    /// Title.
    pub title: String,
    /// Safe HTML; may be empty.
    pub intro_html: String,
    /// No translation into the reader's language.
    pub untranslated: bool,
    /// Exam or quiz.
    pub exam: bool,
    /// How many questions an attempt has.
    pub questions: usize,
    /// Time limit in minutes.
    pub time_limit: Option<i64>,
    /// Percent that passes, when no policy decides.
    pub pass_percent: Option<String>,
    /// Right answers that pass, when a policy decides.
    pub pass_count: Option<u32>,
    /// Skills with their floors, when a policy decides.
    pub floors: Vec<FloorView>,
    /// Most attempts (in the window, when there is one).
    pub attempts: Option<u32>,
    /// Days of the window.
    pub window_days: Option<i64>,
    /// Time to wait between attempts, in words.
    pub cooldown: Option<String>,
    /// Address of the form that starts; none where it may not be started now.
    pub start_url: Option<String>,
    /// Address of the attempt that is running.
    pub open_url: Option<String>,
    /// Why it may not be started now: a sentence.
    pub refusal: Option<String>,
    /// What has to be done before.
    pub waits_for: Vec<Link>,
    /// Where the code of a supervised sitting is typed: for an exam that may be started now.
    pub sitting_url: Option<&'static str>,
    /// For visitors: sign in, back to here.
    pub sign_in_url: Option<String>,
    /// For a holder who may take the short form instead.
    pub refresh: Option<RefreshView>,
    /// Earlier attempts, newest first.
    pub past: Vec<PastView>,
}

/// A skill with its floor.
#[derive(Debug, Clone, Serialize)]
pub struct FloorView {
    /// Name of the skill.
    pub name: String,
    /// How many questions.
    pub draw: u32,
    /// How many must be right.
    pub floor: u32,
}

/// An earlier attempt.
#[derive(Debug, Clone, Serialize)]
pub struct PastView {
    /// Number from 1.
    pub number: u32,
    /// When it ended, or began.
    pub when: When,
    /// Percent with its sign.
    pub percent: Option<String>,
    /// Whether it passed.
    pub passed: bool,
    /// `submitted`, `expired`, `void`; `waiting` or `returned` where practical work of it is.
    pub state: &'static str,
    /// Its address.
    pub url: String,
}

/// What question, review and result pages say of their attempt.
#[derive(Debug, Clone, Serialize)]
pub struct AttemptHead {
    /// The course.
    pub course: Link,
    /// The quiz.
    pub quiz: Link,
    /// Exam or quiz.
    pub exam: bool,
    /// Number from 1.
    pub number: u32,
    /// End of the time.
    pub deadline: Option<When>,
    /// Minutes left, rounded up.
    pub minutes_left: Option<i64>,
    /// Its id, for the script.
    pub id: String,
    /// The server's present and the end of the time, in milliseconds, for the script.
    pub now: i64,
    /// The end of the time.
    pub ends: Option<i64>,
    /// Address of the script.
    pub script: String,
    /// When an answer was last saved (the server's clock).
    pub saved: Option<When>,
}

/// `assessment/question.html`: one question per screen. The form posts to `action`; fields `choice` (repeated), `number`,
/// `text`, `blank-N`, `pair-ID` or `place-ID`, and buttons named `go` with `next`, `previous` or `review`.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionPage {
    /// Of the attempt.
    pub head: AttemptHead,
    /// Place from 1.
    pub place: usize,
    /// How many questions.
    pub total: usize,
    /// How many are answered.
    pub answered: usize,
    /// The question.
    pub question: QuestionView,
    /// Safe HTML shared by a group of questions.
    pub group_html: Option<String>,
    /// Address of the form.
    pub action: String,
    /// Every question, to jump.
    pub jumps: Vec<JumpView>,
    /// Address of the review.
    pub review_url: String,
    /// Safe HTML of the hints taken so far.
    pub hints: Vec<String>,
    /// Hints left; taking one is a POST to `hint_url`.
    pub hints_left: usize,
    /// Address.
    pub hint_url: String,
    /// What is wrong with what was typed: a sentence.
    pub error: Option<String>,
}

/// A question as it is asked.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// What ids and names of its fields begin with: nothing where it is alone on its page.
    pub prefix: String,
    /// The type, as the API says it.
    pub kind: &'static str,
    /// Safe HTML; the fields of blanks stand in it.
    pub prompt_html: String,
    /// Several choices may be picked.
    pub several: bool,
    /// Items to join or to order, practical work.
    pub parts: PartsView,
    /// For choices.
    pub choices: Vec<ChoiceView>,
    /// Typed so far (number, text).
    pub typed: String,
    /// Shown behind a number field.
    pub unit: Option<String>,
    /// Points, as text.
    pub points: String,
}

/// What a question has beside choices and typed fields.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PartsView {
    /// Left items to join, or items to put in order.
    pub picks: Vec<PickView>,
    /// Right items in full, where they are more than text.
    pub legend: Vec<LegendView>,
    /// A task.
    pub work: Option<WorkView>,
}

/// An item with a list to pick from.
#[derive(Debug, Clone, Serialize)]
pub struct PickView {
    /// Unique in the page.
    pub id: String,
    /// Name of the field.
    pub name: String,
    /// Safe HTML of the item.
    pub html: String,
    /// What may be picked; nothing is one more.
    pub options: Vec<OptionView>,
}

/// What may be picked.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// Value of the field.
    pub value: String,
    /// Text.
    pub text: String,
    /// Picked before.
    pub chosen: bool,
}

/// A right item.
#[derive(Debug, Clone, Serialize)]
pub struct LegendView {
    /// Its letter in the lists.
    pub letter: String,
    /// Safe HTML.
    pub html: String,
}

/// Practical work: field `text`, and `file` where files are taken.
#[derive(Debug, Clone, Serialize)]
pub struct WorkView {
    /// Id of the field.
    pub id: String,
    /// Name of the field.
    pub name: String,
    /// What names of its fields begin with.
    pub prefix: String,
    /// Typed so far.
    pub typed: String,
    /// Most characters.
    pub max_chars: u32,
    /// Links alone are taken, no words.
    pub links_only: bool,
    /// Text or links are taken.
    pub takes_text: bool,
    /// Where files are taken.
    pub files: Option<super::marking::FilesView>,
    /// By what it will be marked.
    pub rubric: Vec<CriterionView>,
}

/// A row of a rubric.
#[derive(Debug, Clone, Serialize)]
pub struct CriterionView {
    /// Safe HTML.
    pub html: String,
    /// What may be earned.
    pub levels: Vec<LevelView>,
}

/// A level of a criterion.
#[derive(Debug, Clone, Serialize)]
pub struct LevelView {
    /// Title.
    pub title: String,
    /// Points, as text.
    pub points: String,
    /// Points, as a form sends them.
    pub value: String,
    /// Safe HTML; may be empty.
    pub says_html: String,
}

/// A choice.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// Id in this attempt.
    pub id: String,
    /// Inline HTML.
    pub html: String,
    /// Picked and saved.
    pub checked: bool,
}

/// A place to jump to.
#[derive(Debug, Clone, Serialize)]
pub struct JumpView {
    /// From 1.
    pub place: usize,
    /// Has an answer.
    pub answered: bool,
    /// Is the one shown.
    pub current: bool,
    /// Address.
    pub url: String,
}

/// `assessment/review.html`: before handing in; the form posts to `submit_url`.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewPage {
    /// Of the attempt.
    pub head: AttemptHead,
    /// Every question.
    pub jumps: Vec<JumpView>,
    /// How many have no answer.
    pub unanswered: usize,
    /// How many questions.
    pub total: usize,
    /// Address.
    pub submit_url: String,
}

/// `assessment/result.html`
#[derive(Debug, Clone, Serialize)]
pub struct ResultPage {
    /// Of the attempt.
    pub head: AttemptHead,
    /// `submitted`, `expired` or `void`.
    pub state: &'static str,
    /// Passed.
    pub passed: bool,
    /// Points, as text.
    pub score: String,
    /// Points that could be earned, as text.
    pub max_score: String,
    /// Percent with its sign.
    pub percent: String,
    /// By skill, when the quiz draws from several.
    pub skills: Vec<SkillBar>,
    /// Lessons on skills below their floor.
    pub reread: Vec<Link>,
    /// What it earns where its author had it judged anew.
    pub judged: Option<JudgedView>,
    /// Each question.
    pub questions: Vec<ResultQuestion>,
    /// Practical work waits for people to mark it.
    pub waiting: bool,
    /// Practical work came back to be improved.
    pub returned: bool,
    /// Right answers are withheld.
    pub answers_withheld: bool,
    /// The flag and what is left, when the attempt counts for it.
    pub why_url: Option<String>,
    /// What comes next.
    pub next: Option<Link>,
}

/// What an attempt earns after it was judged anew.
#[derive(Debug, Clone, Serialize)]
pub struct JudgedView {
    /// When.
    pub when: When,
    /// Percent with its sign.
    pub percent: String,
    /// Passed, by itself or since.
    pub passed: bool,
}

/// A skill with how much of it is there.
#[derive(Debug, Clone, Serialize)]
pub struct SkillBar {
    /// Name.
    pub name: String,
    /// Earned, as text (`5`, `80%`).
    pub earned: String,
    /// Out of, as text.
    pub of: String,
    /// Needed, as text; empty where nothing is asked.
    pub required: String,
    /// 0 to 100, for the bar.
    pub percent: usize,
    /// Where the floor stands on the bar, 0 to 100.
    pub mark: usize,
    /// Met.
    pub met: bool,
}

/// One question of a result.
#[derive(Debug, Clone, Serialize)]
pub struct ResultQuestion {
    /// From 1.
    pub place: usize,
    /// Safe HTML.
    pub prompt_html: String,
    /// `right`, `part`, `wrong`, `unanswered`, `waiting` (for people to mark it), `returned` or `noted` (a survey).
    pub outcome: &'static str,
    /// Points, as text.
    pub points: String,
    /// Points that could be earned, as text.
    pub max_points: String,
    /// Whether it can earn points.
    pub scored: bool,
    /// Another key holds since.
    pub edited: bool,
    /// Safe HTML of what was answered, one for each; empty when nothing was.
    pub answers: Vec<String>,
    /// Safe HTML of the right answers; empty when withheld.
    pub correct: Vec<String>,
    /// Safe HTML.
    pub feedback: Vec<String>,
    /// Safe HTML.
    pub explanation_html: Option<String>,
    /// What became of practical work.
    pub work: Option<super::marking::MarkedView>,
}
