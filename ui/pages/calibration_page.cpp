#include "pages/calibration_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <array>
#include <cmath>

#include "dialogs.h"
#include "text/rate_text.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/choice_box.h"
#include "widgets/det_plot.h"
#include "widgets/file_row.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"
#include "widgets/policy_form.h"
#include "widgets/rate_table.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kWidest = 1640;
constexpr int kSideWidth = 400;
constexpr int kCardWidth = 860;
constexpr std::array kFalseMatch{1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
constexpr std::array kFalseNonMatch{0.001, 0.005, 0.01, 0.02, 0.05};
constexpr int kUsualFalseMatch = 2, kUsualFalseNonMatch = 2;  // indices: 1 in 10,000 and 1 %

QString likeness(double value) {
    return QLocale().toString(value, 'f', 3);
}

// A card in the middle of the page, as wide as its words want.
QWidget* centred(QWidget* card) {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    card->setMaximumWidth(scaled(kCardWidth));
    row->addStretch(1);
    row->addWidget(card, 1000, Qt::AlignTop);
    row->addStretch(1);
    return whole;
}

}  // namespace

CalibrationPage::CalibrationPage(Dialogs& dialogs, QWidget* parent)
    : Page(parent),
      m_dialogs(dialogs),
      m_stack(new QStackedWidget),
      m_notice(new Notice),
      m_next(new PrimaryButton({})),
      m_back(new SecondaryButton({})),
      m_report(new SecondaryButton({})),
      m_erase(new Button(ButtonKind::Quiet, {})),
      m_form(new PolicyForm(dialogs)) {
    setContentWidth(kWidest);
    m_notice->clear();
    body()->addWidget(m_notice);
    m_stack->addWidget(buildSetView());
    m_stack->addWidget(buildRunView());
    m_stack->addWidget(buildResultsView());
    auto* card = new Card;
    card->body()->addWidget(m_form);
    m_stack->addWidget(centred(card));
    body()->addWidget(m_stack, 1);
    addToFooter(m_back, Side::Start);
    addToFooter(m_erase, Side::Start);
    addToFooter(m_report, Side::End);
    addToFooter(m_next, Side::End);
    setPrimaryAction(m_next);
    m_back->setKeyCap(QKeySequence(Qt::Key_Escape));

    connect(m_next, &Button::clicked, this, &CalibrationPage::next);
    connect(m_back, &Button::clicked, this, &CalibrationPage::back);
    connect(m_erase, &Button::clicked, this, &CalibrationPage::eraseRequested);
    connect(m_report, &Button::clicked, this, [this] {
        //: Calibration bench: title of the folder choice.
        m_dialogs.chooseFolder(this, tr("Folder for the report"),
                               [this](const QString& folder) { Q_EMIT reportRequested(folder); });
    });
    connect(m_notice, &Notice::closed, m_notice, &Notice::clear);
    connect(m_form, &PolicyForm::changed, this, &CalibrationPage::updateUse);
    connect(m_form, &PolicyForm::fileChosen, this, [this](const QString& file) {
        auto wanted = m_form->entered();
        wanted.file = file;
        Q_EMIT exportRequested(wanted);
    });
    CalibrationPage::retranslate();
    show(View::Set);
}

QWidget* CalibrationPage::buildSetView() {
    auto* card = new Card;
    m_file = new FileRow;
    m_folder = new SecondaryButton({});
    m_facts = new TextLabel(TextStyle::Body, Wrap::On);
    m_listForm = new TextLabel(TextStyle::Small, Wrap::On);
    m_privacy = new TextLabel(TextStyle::Small, Wrap::On);
    m_listForm->setShade(Shade::SecondInk);
    m_privacy->setShade(Shade::SecondInk);
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(12));
    row->addWidget(m_file, 1);
    row->addWidget(m_folder, 0, Qt::AlignVCenter);
    stackWhenNarrow(row);
    card->body()->setSpacing(scaled(14));
    card->body()->addLayout(row);
    card->body()->addWidget(m_facts);
    card->body()->addWidget(m_listForm);
    card->body()->addWidget(m_privacy);
    connect(m_file, &FileRow::choiceWanted, this, [this] {
        //: Calibration bench: title of the file choice.
        m_dialogs.chooseFile(this, tr("List of pictures"), tr("Lists (*.tsv *.txt);;All files (*)"),
                             [this](const QString& file) { Q_EMIT picturesChosen(file); });
    });
    connect(m_folder, &Button::clicked, this, [this] {
        //: Calibration bench: title of the folder choice.
        m_dialogs.chooseFolder(this, tr("Folder of pictures, one folder a person"),
                               [this](const QString& folder) { Q_EMIT picturesChosen(folder); });
    });
    return centred(card);
}

QWidget* CalibrationPage::buildRunView() {
    auto* card = new Card;
    m_runWords = new TextLabel(TextStyle::CardTitle);
    m_runMore = new TextLabel(TextStyle::Body, Wrap::On);
    m_runMore->setShade(Shade::SecondInk);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(scaled(14));
    card->body()->setSpacing(scaled(14));
    card->body()->addWidget(m_runWords);
    card->body()->addWidget(m_bar);
    card->body()->addWidget(m_runMore);
    return centred(card);
}

QWidget* CalibrationPage::buildResultsView() {
    auto* view = new QWidget;
    auto* column = new QVBoxLayout(view);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(14));
    auto* upper = new QHBoxLayout;
    upper->setSpacing(scaled(16));
    auto* paper = new Card;
    paper->body()->setContentsMargins(scaled(10), scaled(8), scaled(8), scaled(8));
    m_plot = new DetPlot;
    paper->body()->addWidget(m_plot, 1);
    upper->addWidget(paper, 1);

    auto* side = new Card;
    setWidthBeside(side, kSideWidth);
    m_targetsTitle = new TextLabel(TextStyle::CardTitle, Wrap::On);
    m_falseMatchLabel = new TextLabel(TextStyle::Small, Wrap::On);
    m_falseNonMatchLabel = new TextLabel(TextStyle::Small, Wrap::On);
    m_falseMatch = new ChoiceBox;
    m_falseNonMatch = new ChoiceBox;
    m_bands = new SegmentedChoice;
    m_bands->addChoice(static_cast<int>(BandsShown::Proposed), {});
    m_bands->addChoice(static_cast<int>(BandsShown::InForce), {});
    m_bands->setChosen(static_cast<int>(BandsShown::Proposed));
    m_bandWords = new TextLabel(TextStyle::BodyBold, Wrap::On);
    m_bandNotes = new TextLabel(TextStyle::Small, Wrap::On);
    m_bandNotes->setShade(Shade::SecondInk);
    side->body()->setContentsMargins(scaled(18), scaled(12), scaled(18), scaled(12));
    side->body()->setSpacing(scaled(6));
    side->body()->addWidget(m_targetsTitle);
    auto* rates = new QGridLayout;
    rates->setHorizontalSpacing(scaled(12));
    rates->setVerticalSpacing(scaled(4));
    rates->addWidget(m_falseMatchLabel, 0, 0, Qt::AlignBottom);
    rates->addWidget(m_falseNonMatchLabel, 0, 1, Qt::AlignBottom);
    rates->addWidget(m_falseMatch, 1, 0);
    rates->addWidget(m_falseNonMatch, 1, 1);
    rates->setColumnStretch(0, 1);
    rates->setColumnStretch(1, 1);
    side->body()->addLayout(rates);
    side->body()->addSpacing(scaled(4));
    side->body()->addWidget(m_bands);
    side->body()->addWidget(m_bandWords);
    side->body()->addWidget(m_bandNotes);
    side->body()->addStretch(1);
    upper->addWidget(side);
    stackWhenNarrow(upper);
    column->addLayout(upper, 1);

    auto* below = new Card;
    below->body()->setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4));
    m_table = new RateTable;
    below->body()->addWidget(m_table);
    column->addWidget(below);
    connect(m_table, &RateTable::groupChosen, m_plot, &DetPlot::setChosen);
    connect(m_bands, &SegmentedChoice::chosenChanged, this, &CalibrationPage::targetsChanged);
    for (ChoiceBox* box : {m_falseMatch, m_falseNonMatch})
        connect(box, &ChoiceBox::activated, this, &CalibrationPage::targetsChanged);
    return view;
}

void CalibrationPage::show(View view) {
    m_view = view;
    m_stack->setCurrentIndex(static_cast<int>(view) - 1);
    updateUse();
}

void CalibrationPage::setReading(const QString& path) {
    m_notice->clear();
    m_set.reset();
    m_file->setPath(path);
    show(View::Set);
    //: Calibration bench: while a list or folder is being looked at.
    m_facts->setText(tr("Reading the list…"));
}

void CalibrationPage::setSet(const BenchSet& set) {
    m_set = set;
    m_file->setPath(set.path);
    showSet();
    show(View::Set);
    m_next->setFocus(Qt::OtherFocusReason);
}

void CalibrationPage::setSetProblem(const QString& words) {
    m_set.reset();
    m_facts->clear();
    show(View::Set);
    m_notice->showMessage(Tone::Bad, words);
}

void CalibrationPage::setProgress(const BenchProgress& progress) {
    m_progress = progress;
    if (m_view != View::Run) {
        m_notice->clear();
        show(View::Run);
        m_back->setFocus(Qt::OtherFocusReason);
    }
    showProgress();
}

void CalibrationPage::setStopped(const BenchProgress& progress) {
    m_progress = progress;
    if (m_set) m_set->goesOn = progress.done > 0;
    showSet();
    show(View::Set);
    const QLocale locale;
    //: Calibration bench: after Stop. %1 of %2 pictures.
    m_notice->showMessage(Tone::Information,
                          tr("Stopped after %1 of %2 pictures. What is done is kept; Go on does the rest.")
                              .arg(locale.toString(progress.done), locale.toString(progress.all)));
}

void CalibrationPage::setResult(const BenchResult& result) {
    m_result = result;
    m_plot->setGroups(result.groups);
    m_table->setGroups(result.groups);
    showBands();
    if (m_view != View::Results) {
        m_notice->clear();
        show(View::Results);
        m_falseMatch->setFocus(Qt::OtherFocusReason);
    }
    updateUse();
}

void CalibrationPage::setReportWritten(const QString& folder) {
    //: Calibration bench: %1 is a folder.
    m_notice->showMessage(Tone::Good, tr("The report is in %1.").arg(folder));
}

void CalibrationPage::setPolicyWritten(const PolicyExport& written) {
    //: Calibration bench: %1 is a number, %2 a file. Leave the names of commands as they are.
    m_notice->showMessage(Tone::Good,
                          tr("Policy %1 is signed: %2. The gateway takes it with countersign-operator "
                             "set-policy, counters with countersign --take-policy.")
                              .arg(written.version)
                              .arg(written.file));
}

void CalibrationPage::setProblem(const QString& words) {
    m_notice->showMessage(Tone::Bad, words);
}

BenchTargets CalibrationPage::targets() const {
    return {kFalseMatch.at(static_cast<std::size_t>(std::max(0, m_falseMatch->currentIndex()))),
            kFalseNonMatch.at(static_cast<std::size_t>(std::max(0, m_falseNonMatch->currentIndex())))};
}

BandsShown CalibrationPage::shownBands() const {
    return static_cast<BandsShown>(m_bands->chosen());
}

void CalibrationPage::entered() {
    if (m_view == View::Set && !m_set)
        m_file->setFocus(Qt::OtherFocusReason);
    else
        Page::entered();
}

void CalibrationPage::next() {
    switch (m_view) {
        case View::Set:
            Q_EMIT startRequested();
            break;
        case View::Run:
            break;
        case View::Results:
            m_notice->clear();
            m_form->setContents(bandWords());
            show(View::Sign);
            m_form->setFocus(Qt::OtherFocusReason);
            break;
        case View::Sign:
            m_form->askForFile();
            break;
    }
}

void CalibrationPage::back() {
    switch (m_view) {
        case View::Set:
            break;
        case View::Run:
            Q_EMIT stopRequested();
            break;
        case View::Results:
            m_notice->clear();
            show(View::Set);
            break;
        case View::Sign:
            m_notice->clear();
            show(View::Results);
            break;
    }
}

void CalibrationPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_back->isVisible() && m_back->isEnabled()) {
        event->accept();
        m_back->click();
        return;
    }
    Page::keyPressEvent(event);
}

void CalibrationPage::updateUse() {
    m_back->setVisible(m_view != View::Set);
    m_report->setVisible(m_view == View::Results);
    m_next->setVisible(m_view != View::Run);
    m_erase->setVisible(m_view == View::Set && m_set && m_set->goesOn);
    switch (m_view) {
        case View::Set:
            //: Calibration bench: the bold button; the second one while a stopped run is there.
            m_next->setText(m_set && m_set->goesOn ? tr("Go on") : tr("Measure"));
            m_next->setEnabled(m_set.has_value());
            break;
        case View::Run:
            //: Calibration bench: stops the run; what is done is kept.
            m_back->setText(tr("Stop"));
            break;
        case View::Results:
            //: Calibration bench: back to the choice of pictures.
            m_back->setText(tr("Other pictures"));
            //: Calibration bench: the bold button under the results.
            m_next->setText(tr("Sign a policy…"));
            m_next->setEnabled(m_result.proposed.has_value());
            break;
        case View::Sign:
            m_back->setText(tr("Back"));
            //: Calibration bench: the bold button of the form.
            m_next->setText(tr("Sign and save…"));
            m_next->setEnabled(m_form->complete());
            break;
    }
}

QWidget* CalibrationPage::incomplete() {
    if (m_view == View::Set && !m_set) return m_file;
    return nullptr;
}

void CalibrationPage::showSet() {
    if (!m_set) return;
    const QLocale locale;
    QStringList facts;
    //: Calibration bench: what a list holds.
    facts << tr("%1 pictures").arg(locale.toString(m_set->pictures));
    if (m_set->people > 0) facts << tr("%1 people").arg(locale.toString(m_set->people));
    //: Calibration bench: what a list holds. %1 is a number of pairs.
    facts << tr("%1 pairs").arg(locale.toString(static_cast<qlonglong>(m_set->pairs)));
    if (!m_set->groups.isEmpty()) {
        //: Calibration bench: what a list holds. %1 are names.
        facts << tr("groups: %1").arg(m_set->groups.join(QStringLiteral(", ")));
    } else {
        facts << tr("no groups named");
    }
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void CalibrationPage::showProgress() {
    const QLocale locale;
    m_bar->setMaximum(std::max(1, m_progress.all));
    m_bar->setValue(m_progress.done);
    if (m_progress.all == 0) {
        //: Calibration bench: the first second of a run.
        m_runWords->setText(tr("Starting…"));
        m_runMore->clear();
    } else {
        //: Calibration bench, during the run: %1 of %2.
        m_runWords->setText(
            tr("%1 of %2 pictures").arg(locale.toString(m_progress.done), locale.toString(m_progress.all)));
        QStringList more;
        //: Calibration bench, during the run: %1 is a number.
        more << tr("without a usable face: %1").arg(locale.toString(m_progress.failed));
        if (m_progress.secondsLeft) {
            const int minutes = (*m_progress.secondsLeft + 59) / 60;
            //: Calibration bench, during the run: %1 is a number of minutes.
            more << tr("about %1 min left").arg(locale.toString(std::max(1, minutes)));
        }
        m_runMore->setText(more.join(QStringLiteral(" · ")));
    }
    m_bar->setAccessibleName(m_runWords->text());
}

QString CalibrationPage::bandWords() const {
    if (!m_result.proposed) return {};
    //: Calibration bench: limits of a likeness between 0 and 1. %1 and %2 are such numbers.
    return tr("Same from %1, different below %2")
        .arg(likeness(m_result.proposed->same), likeness(m_result.proposed->unsure));
}

void CalibrationPage::showBands() {
    const bool proposal = shownBands() == BandsShown::Proposed;
    m_plot->setTarget(targets().falseMatch);
    QStringList notes;
    if (!proposal) {
        m_bandWords->setText(tr("Same from %1, different below %2")
                                 .arg(likeness(m_result.inForce.same), likeness(m_result.inForce.unsure)));
        //: Calibration bench: about the limits that came with the program.
        notes << tr("As shipped with these models. A policy can only be stricter.");
    } else if (m_result.proposed) {
        m_bandWords->setText(bandWords());
        if (m_result.sameFrom.isEmpty()) {
            //: Calibration bench. %1 is a likeness between 0 and 1.
            notes << tr("These pictures would allow %1; the shipped limit is stricter and stays.")
                         .arg(likeness(m_result.sameFound));
        } else {
            //: Calibration bench. %1 is the name of a group.
            notes << tr("“Same” is set by the group that needs it strictest: %1.").arg(m_result.sameFrom);
        }
        if (!m_result.unsureFrom.isEmpty()) {
            //: Calibration bench. %1 is the name of a group.
            notes << tr("“Different” is set by: %1.").arg(m_result.unsureFrom);
        }
        if (!m_result.likelihood)
            notes << tr(
                "Too few pairs in a group to say how likely a likeness is; the policy holds the limits "
                "only.");
    } else {
        //: Calibration bench: no limits can be proposed.
        m_bandWords->setText(tr("No limits for these rates"));
        notes << m_result.problem;
    }
    if (m_result.failed > 0)
        notes << tr("Pictures without a usable face: %1; the report names them.")
                     .arg(QLocale().toString(m_result.failed));
    m_bandNotes->setText(notes.join(QLatin1Char('\n')));
}

void CalibrationPage::fillTargets() {
    const QLocale locale;
    const auto fill = [](ChoiceBox* box, const QStringList& texts, int usual) {
        const int kept = box->currentIndex();
        box->clear();
        box->addItems(texts);
        box->setCurrentIndex(kept >= 0 ? kept : usual);
    };
    QStringList matches, misses;
    for (const double rate : kFalseMatch) {
        //: Calibration bench, a rate: %1 is 10,000 or another such number.
        matches << tr("1 in %1").arg(locale.toString(static_cast<qlonglong>(std::llround(1 / rate))));
    }
    for (const double rate : kFalseNonMatch) misses << percentText(rate);
    fill(m_falseMatch, matches, kUsualFalseMatch);
    fill(m_falseNonMatch, misses, kUsualFalseNonMatch);
}

void CalibrationPage::retranslate() {
    //: Calibration bench: title. For the operator's staff, not for shops.
    header()->setTitle(tr("Calibration bench"));
    header()->setSubtitle(
        tr("How well faces are matched on labelled pictures of yours. Pairs are compared; nobody is searched "
           "for."));
    m_file->setTexts(tr("Pictures to measure with"),
                     //: Calibration bench: button that opens a file choice.
                     tr("Choose a list…"), tr("None chosen"));
    //: Calibration bench: button that opens a folder choice.
    m_folder->setText(tr("Choose a folder…"));
    m_listForm->setText(
        tr("A list has tabs between its columns and names them in its first line: path, identity, group; or "
           "a, b, same, "
           "group for pairs. A folder has one folder a person, or one folder a group with those in it."));
    m_privacy->setText(
        tr("Pictures stay where they are. While a run is unfinished, the numbers made of the faces are kept "
           "on this "
           "computer so that it can go on; when it ends they are erased."));
    //: Calibration bench: erases what a stopped run left.
    m_erase->setText(tr("Erase what is kept"));
    m_report->setText(tr("Save the report…"));
    m_targetsTitle->setText(tr("Highest error rates, in every group"));
    m_falseMatchLabel->setText(tr("Two people taken for one"));
    m_falseNonMatchLabel->setText(tr("One person called different"));
    m_falseMatch->setAccessibleName(m_falseMatchLabel->text());
    m_falseNonMatch->setAccessibleName(m_falseNonMatchLabel->text());
    //: Calibration bench: which limits the table and the dots are for.
    m_bands->setChoiceText(static_cast<int>(BandsShown::Proposed), tr("For these rates"));
    //: Calibration bench: which limits the table and the dots are for.
    m_bands->setChoiceText(static_cast<int>(BandsShown::InForce), tr("As shipped"));
    //: Calibration bench: name of the drawing for screen readers; the table says the same in numbers.
    m_plot->setAccessibleName(tr("Curve of false matches against misses; the table below has the numbers"));
    fillTargets();
    m_table->retranslate();
    m_form->retranslate();
    showSet();
    showProgress();
    showBands();
    updateUse();
}

}  // namespace countersign::ui
