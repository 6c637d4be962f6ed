// Each reason that a scan or a document can end with, produced by an input and shown as the clerk sees it.
// The inputs are made: practice people (who don't exist), their documents, and attacks and faults made of
// them, through the real models, session and matcher. With COUNTERSIGN_SHOTS naming a folder, a picture of
// each card and the table REASONS.md go there (the copy in tests/e2e/reasons was made so). Needs the models;
// skips without them.
#include <QDir>
#include <QFile>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <opencv2/imgproc.hpp>
#include <set>

#include "enrolment/camera_rule.h"
#include "enrolment/engine_thread.h"
#include "pages/document_page.h"
#include "pages/failure_page.h"
#include "pages/result_page.h"
#include "practice/attack_source.h"
#include "practice/practice_source.h"
#include "support/ui_shots.h"
#include "support/worn_portrait.h"
#include "text/failure_text.h"
#include "theme/style.h"
#include "unit/enrolment/degraded_source.h"
#include "unit/enrolment/scan_world.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// Eye distance of the practice portraits, px.
constexpr double kEyes = 62;

// One scan: who sits there, what is done to the pictures, whose document it is.
struct Input {
    Behaviour behaviour = Behaviour::Obeys;
    std::function<void(cv::Mat& bgr, double seconds, const FrameReading* before)> paint;
    std::function<Fate(std::uint64_t index, double seconds)> fate;
    std::optional<AttackKind> attack;
    std::vector<Action> order;
    std::optional<Embedding> document;
    bool softwareCamera = false;
    std::function<void(Scene&)> scene;
    std::uint64_t seed = 5;
};

struct Ended {
    ScanResult result;
    cv::Mat frame;  // the last one, as the camera saw it
};

Ended scan(World& w, const Input& input) {
    std::unique_ptr<FrameSource> source;
    PromptObserver* prompts = nullptr;
    if (input.attack) {
        AttackSettings settings;
        settings.kind = *input.attack;
        settings.seed = input.seed;
        auto made = std::make_unique<AttackSource>(AttackMaterial{w.people[0], w.people[1], {}}, settings);
        prompts = made.get();
        source = std::move(made);
    } else {
        PracticeSettings settings;
        settings.habits.behaviour = input.behaviour;
        settings.habits.seed = input.seed;
        settings.pacing = Pacing::FilmTime;
        settings.other = w.people[1];
        if (input.scene) input.scene(settings.scene);
        auto made = std::make_unique<PracticeSource>(w.people[0], settings);
        prompts = made.get();
        source = std::move(made);
    }
    struct Both final : FrameSource, PromptObserver {
        FrameSource& frames;
        PromptObserver& prompts;
        Both(FrameSource& f, PromptObserver& p) : frames(f), prompts(p) {}
        [[nodiscard]] Status open() override { return frames.open(); }
        [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override { return frames.next(stop); }
        void close() noexcept override { frames.close(); }
        [[nodiscard]] SourceInfo info() const override { return frames.info(); }
        void promptShown(std::optional<Action> action, FrameTime at) override {
            prompts.promptShown(action, at);
        }
    } both(*source, *prompts);
    DegradedSource camera(both);
    std::optional<FrameReading> before;
    if (input.fate) camera.fate = input.fate;
    cv::Mat last;
    camera.paint = [&](cv::Mat& bgr, double seconds) {
        if (input.paint) input.paint(bgr, seconds, before ? &*before : nullptr);
        last = bgr;
    };
    SeededPicker picker(input.seed * 1000 + 7);
    auto challenge = shippedPolicy().challenge;
    if (!input.order.empty()) challenge.actions = input.order;
    auto plan = drawChallenge(challenge, picker);
    for (std::size_t i = 0; i < std::min(input.order.size(), plan.steps.size()); ++i)
        plan.steps[i].action = input.order[i];
    ScanRunner runner(*w.vision, shippedPolicy(), std::move(plan), input.document.value_or(*w.documents[0]));
    auto result = runScan(camera, runner, &camera, [&](const ScanFrame& seen) { before = seen.reading; });
    REQUIRE(result);
    if (input.softwareCamera) {
        SourceInfo info;
        info.kind = SourceKind::Camera;
        info.driver = "v4l2 loopback";
        info.virtualDevice = true;
        weighCamera(info, VirtualCameraRule::Block, result->decision, result->reasons);
    }
    return {*result, last.clone()};
}

cv::Mat plainWall(const cv::Mat& like) {
    return cv::Mat(like.size(), CV_8UC3, cv::Scalar(168, 176, 172));
}

// The picture smaller or larger about `at` (shares of its size), on a wall.
void zoom(cv::Mat& bgr, double by, cv::Point2d moved = {}) {
    const cv::Matx23d warp(by, 0, bgr.cols * ((1 - by) / 2 + moved.x), 0, by,
                           bgr.rows * ((1 - by) / 2 + moved.y));
    cv::Mat out;
    cv::warpAffine(bgr, out, warp, bgr.size(), cv::INTER_AREA, cv::BORDER_REPLICATE);
    bgr = out;
}

void polygon(cv::Mat& bgr, const std::vector<cv::Point2f>& points, const cv::Scalar& colour) {
    std::vector<cv::Point> whole;
    for (const auto& point : points) whole.emplace_back(cvRound(point.x), cvRound(point.y));
    std::vector<cv::Point> hull;
    cv::convexHull(whole, hull);
    cv::fillConvexPoly(bgr, hull, colour, cv::LINE_AA);
}

void sunglasses(cv::Mat& bgr, const FrameReading* before) {
    if (before == nullptr || !before->face) return;
    const auto& p = before->face->coarse;
    const float eye = static_cast<float>(cv::norm(p[45] - p[36])) / 3.4F;
    for (const std::size_t first : {36U, 42U}) {
        cv::Point2f middle{};
        for (std::size_t i = first; i < first + 6; ++i) middle += p[i] / 6.0F;
        cv::ellipse(bgr, middle, cv::Size2f(eye, eye * 0.85F), 0, 0, 360, cv::Scalar(14, 12, 12), cv::FILLED,
                    cv::LINE_AA);
    }
    cv::line(bgr, p[39], p[42], cv::Scalar(14, 12, 12), 6, cv::LINE_AA);
}

void mask(cv::Mat& bgr, const FrameReading* before) {
    if (before == nullptr || !before->face) return;
    const auto& p = before->face->coarse;
    polygon(bgr, {p[2], p[4], p[6], p[8], p[10], p[12], p[14], p[29]}, cv::Scalar(206, 196, 150));
}

// The other practice person stands beside the buyer.
std::function<void(cv::Mat&, double, const FrameReading*)> secondPerson(World& w) {
    PracticeSettings settings;
    settings.pacing = Pacing::FilmTime;
    auto other = std::make_shared<PracticeSource>(w.people[2], settings);
    REQUIRE(other->open());
    return [other](cv::Mat& bgr, double, const FrameReading*) {
        const auto frame = other->next({});
        REQUIRE(frame);
        cv::Mat left, right;
        cv::Mat mine = bgr.clone();
        zoom(mine, 0.8, {0.22, 0});
        cv::Mat theirs = (*frame)->bgr.clone();
        zoom(theirs, 0.8, {-0.22, 0});
        theirs.colRange(0, bgr.cols / 2).copyTo(bgr.colRange(0, bgr.cols / 2));
        mine.colRange(bgr.cols / 2, bgr.cols).copyTo(bgr.colRange(bgr.cols / 2, bgr.cols));
    };
}

// A template between two people's: what a document of somebody who looks alike would give.
Embedding between(const Embedding& a, const Embedding& b, float share) {
    Embedding mixed(a.size());
    double length = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        mixed[i] = a[i] * (1 - share) + b[i] * share;
        length += double(mixed[i]) * double(mixed[i]);
    }
    for (float& value : mixed) value = static_cast<float>(value / std::sqrt(length));
    return mixed;
}

struct Case {
    Reason reason;
    const char* input;  // as the table says it
    std::function<Input(World&)> make;
};

Input painted(std::function<void(cv::Mat&, double, const FrameReading*)> paint) {
    Input input;
    input.paint = std::move(paint);
    return input;
}

Input lit(std::function<void(Scene&)> scene) {
    Input input;
    input.scene = std::move(scene);
    return input;
}

Input behaving(Behaviour behaviour, std::vector<Action> order = {}, std::uint64_t seed = 5) {
    Input input;
    input.behaviour = behaviour;
    input.order = std::move(order);
    input.seed = seed;
    return input;
}

const std::vector<Case>& cases() {
    using A = Action;
    static const std::vector<Case> all{
        {Reason::NoFace, "an empty chair: the wall behind the buyer",
         [](World&) { return painted([](cv::Mat& bgr, double, auto) { bgr = plainWall(bgr); }); }},
        {Reason::MoreThanOneFace, "a second practice person beside the buyer",
         [](World& w) { return painted(secondPerson(w)); }},
        {Reason::TooFar, "the picture at 0.35 of its size",
         [](World&) { return painted([](cv::Mat& bgr, double, auto) { zoom(bgr, 0.35); }); }},
        {Reason::TooNear, "the picture at 2.6 times its size",
         [](World&) { return painted([](cv::Mat& bgr, double, auto) { zoom(bgr, 2.6); }); }},
        {Reason::OffCentre, "the picture moved by a third to one side",
         [](World&) { return painted([](cv::Mat& bgr, double, auto) { zoom(bgr, 1, {0.33, 0.1}); }); }},
        {Reason::TooDark, "an eighth of the light",
         [](World&) { return painted([](cv::Mat& bgr, double, auto) { bgr *= 0.12; }); }},
        {Reason::TooBright, "too much light on the face",
         [](World&) { return lit([](Scene& scene) { scene.exposure = 4; }); }},
        {Reason::LightFromOneSide, "a lamp at one side and none else",
         [](World&) {
             return lit([](Scene& scene) {
                 scene.keyLight = {-1, 0.1F, 0.05F};
                 scene.keyStrength = 2;
                 scene.fillStrength = 0;
                 scene.ambientStrength = 0.12F;
             });
         }},
        {Reason::EyesNotVisible, "dark glasses, painted on",
         [](World&) { return painted([](cv::Mat& bgr, double, auto before) { sunglasses(bgr, before); }); }},
        {Reason::FaceCovered, "a mask, painted on",
         [](World&) { return painted([](cv::Mat& bgr, double, auto before) { mask(bgr, before); }); }},
        {Reason::NotFacing, "the head leaning by 40 degrees",
         [](World&) {
             return painted([](cv::Mat& bgr, double, auto) {
                 const auto turn = cv::getRotationMatrix2D({bgr.cols / 2.0F, bgr.rows / 2.0F}, 40, 1);
                 cv::warpAffine(bgr, bgr, turn, bgr.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
             });
         }},
        {Reason::WrongAction, "a buyer who turns to the other side",
         [](World&) { return behaving(Behaviour::OtherSide, {A::TurnLeft, A::Blink, A::TurnRight}); }},
        {Reason::ActionTooEarly, "a buyer who acts before being asked",
         [](World&) { return behaving(Behaviour::Early, {A::Blink, A::TurnLeft, A::TurnRight}, 400); }},
        {Reason::ActionNotSeenInTime, "a buyer who does nothing",
         [](World&) { return behaving(Behaviour::Ignores); }},
        {Reason::FaceLost, "a buyer who leaves after five seconds",
         [](World&) {
             return painted([](cv::Mat& bgr, double seconds, auto) {
                 if (seconds > 5) bgr = plainWall(bgr);
             });
         }},
        {Reason::AnotherFaceAppeared, "another person from one picture to the next",
         [](World&) { return behaving(Behaviour::AnotherPersonCut, {}, 200); }},
        {Reason::FlatFace, "a print of the buyer, turned as asked",
         [](World&) {
             Input input;
             input.attack = AttackKind::FlatPrint;
             input.order = {A::TurnLeft, A::TurnRight};
             input.seed = 2;
             return input;
         }},
        {Reason::CameraNotTrusted, "a camera that is only a program, where the operator's rule is “block”",
         [](World&) {
             Input input;
             input.softwareCamera = true;
             return input;
         }},
        {Reason::CameraTooSlowOrSmall, "a camera of 6 pictures a second",
         [](World&) {
             Input input;
             input.fate = [](std::uint64_t index, double) {
                 return index % 5 == 0 ? Fate::Kept : Fate::NotTaken;
             };
             return input;
         }},
        {Reason::NotThePersonOnTheDocument, "another practice person's document",
         [](World& w) {
             Input input;
             input.document = w.documents[2];
             return input;
         }},
        {Reason::UnsureAPersonMustLook,
         "a document of somebody who looks alike (a template between two people's)",
         [](World& w) {
             Input input;
             input.document = between(*w.documents[0], *w.documents[2], 0.74F);
             return input;
         }},
    };
    return all;
}

// What the engine thread says of a document's picture.
class PortraitSink final : public EngineSink {
  public:
    void engineReady() override {}
    void preview(Preview) override {}
    void scanProgressed(ScanProgressed) override {}
    void documentSeen(DocumentSeen) override {}
    void documentRead(DocumentRead) override {}
    void scanFinished(ScanFinished) override {}
    void engineFailed(Error) override {}
    void portraitReady(PortraitReady event) override {
        const std::lock_guard lock(m_mutex);
        m_ready = std::move(event);
        m_changed.notify_all();
    }
    PortraitReady wait() {
        std::unique_lock lock(m_mutex);
        REQUIRE(m_changed.wait_for(lock, std::chrono::seconds(60), [this] { return m_ready.has_value(); }));
        return *std::exchange(m_ready, std::nullopt);
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<PortraitReady> m_ready;
};

QImage imageOf(const cv::Mat& bgr) {
    return QImage(bgr.data, bgr.cols, bgr.rows, static_cast<qsizetype>(bgr.step), QImage::Format_BGR888)
        .copy();
}

struct Shown {
    QString code, input, kind;
};

void keep(QWidget& window, const QString& code) {
    const QString folder = qEnvironmentVariable("COUNTERSIGN_SHOTS");
    if (folder.isEmpty()) return;
    window.resize(1280, 720);
    REQUIRE(ui::test::settle(window));
    REQUIRE(QDir().mkpath(folder));
    const QImage picture =
        window.grab().toImage().scaled(800, 450, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    REQUIRE(picture.save(QStringLiteral("%1/%2.jpg").arg(folder, code), "JPG", 82));
}

}  // namespace

TEST_CASE("each reason is produced by an input and shown as a card of its own") {
    NEEDS_WORLD();
    ui::test::application();
    ui::test::stopMotion();
    const QString only = qEnvironmentVariable("COUNTERSIGN_SCENE");
    std::vector<Shown> table;
    std::set<QString> headings;
    ui::test::Counter counter;
    counter.fillStatus();
    auto* failure = new ui::FailurePage;
    failure->setSaveForLater(ui::SaveForLater::NotOffered);
    ManualClock clock(counter.clock.wall());
    auto* result = new ui::ResultPage(clock, counter.dialogs);
    counter.window.setPage(ui::Place::Failure, failure);
    counter.window.setPage(ui::Place::Result, result);

    for (const Case& each : cases()) {
        const auto code =
            QString::fromUtf8(reasonName(each.reason).data(), qsizetype(reasonName(each.reason).size()));
        if (!only.isEmpty() && code != only) continue;
        const Ended ended = scan(*w, each.make(*w));
        INFO(code.toStdString() << ": " << told(ended.result));
        REQUIRE_FALSE(ended.result.reasons.empty());
        CHECK(ended.result.reasons.front() == each.reason);
        if (each.reason == Reason::UnsureAPersonMustLook) {
            // Not a failure: the registration goes on, and the clerk sees that a person decides.
            CHECK(ended.result.decision == Decision::Review);
            ui::ResultView view;
            view.decision = ended.result.decision;
            view.steps = ended.result.liveness.steps;
            view.receipt.match = ended.result.match;
            view.receipt.recordId = RecordId::random();
            view.receipt.language = QStringLiteral("en");
            view.receipt.at = clock.wall();
            result->showResult(view);
            CHECK(headings.insert(result->title()).second);
            counter.window.showPlace(ui::Place::Result);
        } else {
            CHECK(ended.result.decision == Decision::Refused);
            failure->showFailure(each.reason, imageOf(ended.frame), 2);
            CHECK(headings.insert(failure->heading()).second);
            counter.window.showPlace(ui::Place::Failure);
        }
        keep(counter.window, code);
        table.push_back({code, QString::fromUtf8(each.input), QStringLiteral("scan")});
    }

    PortraitSink sink;
    struct NoPrompts final : PromptObserver {
        void promptShown(std::optional<Action>, FrameTime) override {}
    } prompts;
    const auto log = discardLog();
    EngineThread engine([] { return loadScanVision(*modelsDir(), shippedPolicy().portrait); },
                        shippedPolicy(), sink, prompts, *log);
    engine.start();
    const std::vector<std::tuple<Reason, const char*, cv::Mat>> documents{
        {Reason::DocumentUnreadable, "a picture of a document that is empty", cv::Mat()},
        {Reason::Blurred, "a portrait out of focus", worn(portraitOnly(*w->people[0]), "blur", kEyes, 3)},
        {Reason::ScreenOrPrintSuspected, "a photocopy in place of the document",
         worn(portraitOnly(*w->people[0]), "photocopy", kEyes, 3)},
        {Reason::PortraitNotFound, "a card without a portrait",
         cv::Mat(580, 920, CV_8UC3, cv::Scalar(220, 225, 215))},
    };
    for (const auto& [reason, input, picture] : documents) {
        const auto code = QString::fromUtf8(reasonName(reason).data(), qsizetype(reasonName(reason).size()));
        if (!only.isEmpty() && code != only) continue;
        engine.send(PreparePortrait{1, picture});
        const auto ready = sink.wait();
        INFO(code.toStdString());
        REQUIRE_FALSE(ready.reasons.empty());
        CHECK(ready.reasons.front() == reason);
        std::optional<QRectF> face;
        if (const auto& rect = ready.faceRect) face = QRectF(rect->x, rect->y, rect->width, rect->height);
        counter.document->setPortrait(
            {picture.empty() ? QImage() : imageOf(picture), face, ready.score, ready.reasons});
        counter.window.showPlace(ui::Place::Document);
        keep(counter.window, code);
        table.push_back({code, QString::fromUtf8(input), QStringLiteral("document")});
    }
    engine.stop();

    if (!only.isEmpty()) return;
    CHECK(table.size() == 25);  // domain.md's list, each once
    const QString folder = qEnvironmentVariable("COUNTERSIGN_SHOTS");
    if (folder.isEmpty()) return;
    QFile file(folder + QStringLiteral("/README.md"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(
        "# Reason codes, what produced them, and what the clerk sees\n\nMade by "
        "`tests/e2e/reason_cards_test.cpp`; "
        "the buyers are practice people, who don't exist.\n\n| code | input | shown as |\n|---|---|---|\n");
    for (const auto& row : table)
        file.write(QStringLiteral("| `%1` | %2 | ![%1](%1.jpg) |\n").arg(row.code, row.input).toUtf8());
}
