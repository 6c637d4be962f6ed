#include "app/counter/calibration_bench.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QVBoxLayout>
#include <set>

#include "pages/calibration_page.h"
#include "text/error_text.h"
#include "vision/model_catalogue.h"
#include "widgets/policy_form.h"

namespace countersign {
namespace {

const QString kSetKey = QStringLiteral("calibration/pictures");
const QString kGeometryKey = QStringLiteral("calibration/geometry");
constexpr std::size_t kCurvePoints = 400;
constexpr qint64 kBetweenReports = 100;   // milliseconds: more often nobody can read
constexpr qint64 kBeforeEstimate = 5000;  // milliseconds of a run, before which the rest can't be told

std::filesystem::path fileOf(const QString& path) {
    return path.toStdString();
}

std::int64_t allPairs(const PictureList& list) {
    if (!list.pairs.empty()) return static_cast<std::int64_t>(list.pairs.size());
    const auto n = static_cast<std::int64_t>(list.pictures.size());
    return n * (n - 1) / 2;
}

ui::BenchSet setOf(const PictureList& list, const QString& path) {
    ui::BenchSet set;
    set.path = path;
    set.pictures = static_cast<int>(list.pictures.size());
    set.pairs = allPairs(list);
    std::set<std::string> people, groups;
    for (const auto& picture : list.pictures) {
        if (!picture.identity.empty()) people.insert(picture.identity);
        if (!picture.group.empty()) groups.insert(picture.group);
    }
    for (const auto& pair : list.pairs) {
        if (!pair.group.empty()) groups.insert(pair.group);
    }
    set.people = static_cast<int>(people.size());
    for (const auto& group : groups) set.groups << QString::fromStdString(group);
    return set;
}

ui::BenchRate shownRate(const Rate& rate) {
    const auto limits = rate.limits();
    return {rate.errors, rate.of, limits.low, limits.high};
}

ui::BenchGroup shownGroup(const QString& name, const ScoreSet& scores, const MatchThresholds& bands) {
    ui::BenchGroup group;
    group.name = name;
    group.genuine = static_cast<std::int64_t>(scores.genuine().size());
    group.impostor = static_cast<std::int64_t>(scores.impostor().size());
    const auto falseMatch = scores.fmr(bands.same), missed = scores.fnmr(bands.same);
    group.falseMatch = shownRate(falseMatch);
    group.falseNonMatch = shownRate(missed);
    group.review = shownRate({scores.genuineWithin(bands.unsure, bands.same), group.genuine});
    for (const auto& point : detCurve(scores, kCurvePoints)) group.curve.emplace_back(point.fmr, point.fnmr);
    if (falseMatch.value() && missed.value()) group.mark = QPointF(*falseMatch.value(), *missed.value());
    return group;
}

// Closes as the cross says, and tells when.
class BenchWindow final : public QWidget {
  public:
    std::function<void()> closing;

  protected:
    void closeEvent(QCloseEvent* event) override {
        if (closing) closing();
        QWidget::closeEvent(event);
    }
};

}  // namespace

CalibrationBench::CalibrationBench(const Options& options, Log& log)
    : CalibrationBench(options, log, std::make_unique<ui::WindowDialogs>()) {}

CalibrationBench::CalibrationBench(const Options& options, Log& log, std::unique_ptr<ui::Dialogs> dialogs)
    : m_log(log),
      m_settings(settingsFile(options), QSettings::IniFormat),
      m_look(options, m_settings, log),
      m_dialogs(std::move(dialogs)),
      m_places{options.models, options.state / "calibration" / "templates"},
      m_shipped(shippedPolicy()) {
    if (const auto catalogue = ModelCatalogue::builtIn(options.models))
        m_shipped = policyFor(catalogue->ownBands());
    auto window = std::make_unique<BenchWindow>();
    window->closing = [this] {
        m_settings.setValue(kGeometryKey, m_window->saveGeometry());
        m_settings.sync();
        m_worker.request_stop();
    };
    m_window = std::move(window);
    m_page = new ui::CalibrationPage(*m_dialogs);
    auto* whole = new QVBoxLayout(m_window.get());
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_page);
    m_window->setWindowTitle(QStringLiteral("Countersign"));
    m_window->setMinimumSize(1024, 640);
    m_window->resize(1280, 720);
    m_window->restoreGeometry(m_settings.value(kGeometryKey).toByteArray());

    connect(m_page, &ui::CalibrationPage::picturesChosen, this, &CalibrationBench::choose);
    connect(m_page, &ui::CalibrationPage::startRequested, this, &CalibrationBench::start);
    connect(m_page, &ui::CalibrationPage::stopRequested, this, &CalibrationBench::stop);
    connect(m_page, &ui::CalibrationPage::eraseRequested, this, &CalibrationBench::erase);
    connect(m_page, &ui::CalibrationPage::targetsChanged, this, &CalibrationBench::showResult);
    connect(m_page, &ui::CalibrationPage::reportRequested, this, &CalibrationBench::writeReport);
    connect(m_page, &ui::CalibrationPage::exportRequested, this, &CalibrationBench::exportPolicy);
    connect(&m_page->policyForm(), &ui::PolicyForm::keyChosen, this, &CalibrationBench::takeKey);
    connect(&m_page->policyForm(), &ui::PolicyForm::soFarChosen, this, &CalibrationBench::readSoFar);
}

CalibrationBench::~CalibrationBench() = default;

void CalibrationBench::show() {
    m_window->show();
    m_page->entered();
    const QString last = m_settings.value(kSetKey).toString();
    if (QFileInfo::exists(last)) choose(last);
}

template <class What>
void CalibrationBench::later(What what) {
    QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
}

template <class Work>
void CalibrationBench::inBackground(Work work) {
    m_worker = std::jthread(std::move(work));
}

void CalibrationBench::choose(const QString& path) {
    m_page->setReading(path);
    inBackground([this, path](const std::stop_token&) {
        auto list = readPictureList(fileOf(path));
        later([this, path, list = std::move(list)]() mutable {
            if (!list) {
                m_log.warn("calibration", describe(list.error()));
                m_page->setSetProblem(ui::errorSentence(list.error().code) + QLatin1Char('\n') +
                                      QString::fromStdString(list.error().detail));
                return;
            }
            m_list = std::make_shared<const PictureList>(std::move(*list));
            m_settings.setValue(kSetKey, path);
            auto set = setOf(*m_list, path);
            std::error_code ignored;
            set.goesOn = std::filesystem::exists(m_places.cache, ignored);
            m_page->setSet(set);
        });
    });
}

void CalibrationBench::start() {
    if (!m_list) return;
    m_measured.reset();
    m_progress = {};
    m_since.start();
    m_page->setProgress({});
    inBackground([this, list = m_list](const std::stop_token& stop) {
        QElapsedTimer sinceReport;
        auto measured = measure(
            *list, m_places,
            [&](const RunProgress& at) {
                if (at.done < at.all && sinceReport.isValid() && sinceReport.elapsed() < kBetweenReports)
                    return;
                sinceReport.start();
                later([this, at] { report(at); });
            },
            stop);
        later([this, measured = std::move(measured)] {
            if (measured) {
                m_measured = *measured;
                m_log.info("calibration", std::to_string(m_measured->list.pictures.size()) + " pictures, " +
                                              std::to_string(m_measured->scores.failedPictures) +
                                              " unusable");
                showResult();
            } else if (measured.error().code == ErrorCode::CalibrationCancelled) {
                m_page->setStopped(shown(m_progress));
            } else {
                fail(measured.error());
                m_page->setSetProblem(ui::errorSentence(measured.error().code));
            }
        });
    });
}

void CalibrationBench::stop() {
    m_worker.request_stop();
}

void CalibrationBench::report(const RunProgress& progress) {
    if (m_worker.get_stop_token().stop_requested()) {
        m_progress = progress;
        return;
    }
    // What a stopped run left is read in a moment and says nothing about how long the rest takes.
    if (m_progress.done == 0 || m_since.elapsed() < 500) {
        m_doneAtFirst = progress.done;
        if (m_progress.done == 0) m_since.restart();
    }
    m_progress = progress;
    m_page->setProgress(shown(progress));
}

ui::BenchProgress CalibrationBench::shown(const RunProgress& progress) const {
    ui::BenchProgress told{static_cast<int>(progress.done),
                           static_cast<int>(progress.all),
                           static_cast<int>(progress.failed),
                           {}};
    const auto newly = progress.done - std::min(progress.done, m_doneAtFirst);
    if (m_since.elapsed() > kBeforeEstimate && newly > 0)
        told.secondsLeft =
            static_cast<int>(m_since.elapsed() * static_cast<qint64>(progress.all - progress.done) /
                             static_cast<qint64>(newly) / 1000);
    return told;
}

Result<BandChoice> CalibrationBench::choice() const {
    const auto targets = m_page->targets();
    return chooseBands(groupsOf(m_measured->scores), {targets.falseMatch, targets.falseNonMatch});
}

void CalibrationBench::showResult() {
    if (!m_measured) return;
    const auto& scores = m_measured->scores;
    ui::BenchResult result;
    result.pictures = static_cast<int>(m_measured->list.pictures.size());
    result.failed = static_cast<int>(scores.failedPictures);
    result.inForce = {m_measured->inForce.same, m_measured->inForce.unsure};
    result.likelihood = m_measured->calibration.has_value();
    auto bands = m_measured->inForce;
    if (const auto found = choice()) {
        const auto kept = notLooser(*found, m_measured->inForce);
        const auto proposed = bandsOf(kept);
        result.proposed = ui::BenchBands{proposed.same, proposed.unsure};
        result.sameFound = bandsOf(*found).same;
        result.sameFrom = QString::fromStdString(kept.sameFrom);
        result.unsureFrom = QString::fromStdString(kept.unsureFrom);
        if (m_page->shownBands() == ui::BandsShown::Proposed) bands = proposed;
    } else {
        result.problem = ui::errorSentence(found.error().code);
    }
    result.groups.push_back(shownGroup({}, scores.all, bands));
    for (const auto& [name, group] : scores.groups)
        result.groups.push_back(shownGroup(QString::fromStdString(name), group, bands));
    m_page->setResult(result);
}

void CalibrationBench::fail(const Error& error) {
    m_log.error("calibration", describe(error));
    m_page->setProblem(ui::errorSentence(error.code));
}

void CalibrationBench::erase() {
    std::error_code ignored;
    std::filesystem::remove(m_places.cache, ignored);
    if (m_list) m_page->setSet(setOf(*m_list, m_settings.value(kSetKey).toString()));
}

void CalibrationBench::writeReport(const QString& folder) {
    if (!m_measured) return;
    auto bands = m_measured->inForce;
    if (const auto found = choice(); found && m_page->shownBands() == ui::BandsShown::Proposed)
        bands = bandsOf(notLooser(*found, bands));
    if (const auto written = countersign::writeReport(*m_measured, bands, fileOf(folder)); !written) {
        fail(written.error());
        return;
    }
    m_page->setReportWritten(folder);
}

// The policy lies beside the keys as `countersign-operator init` lays the gateway's folder out.
void CalibrationBench::takeKey(const QString& keyFile) {
    if (const auto good = checkKey(fileOf(keyFile)); !good) {
        m_log.warn("calibration", describe(good.error()));
        m_page->policyForm().setKeyProblem();
        return;
    }
    const QString policy = QFileInfo(keyFile).absolutePath() + QStringLiteral("/../policy.signed");
    if (QFileInfo::exists(policy)) m_page->policyForm().setSoFarFile(QFileInfo(policy).canonicalFilePath());
}

void CalibrationBench::readSoFar(const QString& keyFile, const QString& file) {
    if (keyFile.isEmpty()) return;  // asked again once there is a key
    const auto version = versionOf(fileOf(keyFile), fileOf(file));
    if (version) {
        m_page->policyForm().setSoFar(static_cast<std::uint32_t>(*version));
        return;
    }
    m_log.warn("calibration", describe(version.error()));
    m_page->policyForm().setSoFarProblem(ui::errorSentence(version.error().code));
}

void CalibrationBench::exportPolicy(const ui::PolicyExport& wanted) {
    if (!m_measured) return;
    const auto found = choice();
    if (!found) {
        fail(found.error());
        return;
    }
    SigningWish wish{fileOf(wanted.keyFile), {}, wanted.version, fileOf(wanted.file)};
    if (!wanted.soFarFile.isEmpty()) wish.soFar = fileOf(wanted.soFarFile);
    const auto targets = m_page->targets();
    const auto written = signAndWrite(wish, notLooser(*found, m_measured->inForce),
                                      {targets.falseMatch, targets.falseNonMatch}, *m_measured, m_shipped);
    if (!written) {
        fail(written.error());
        return;
    }
    m_log.info("calibration", "signed policy " + std::to_string(wanted.version));
    m_page->setPolicyWritten(wanted);
}

}  // namespace countersign
