// The calibration bench as its people use it: pictures of practice people measured by the real models, a run
// stopped and gone on with, a policy signed; and how the page looks with what it can be given.
#include <QProgressBar>
#include <QTableWidget>
#include <QTest>
#include <deque>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/counter/calibration_bench.h"
#include "app/counter/pictures.h"
#include "app/counter/policy_command.h"
#include "core/files.h"
#include "pages/calibration_page.h"
#include "practice/person.h"
#include "practice/renderer.h"
#include "protocol/device_enrolment.h"
#include "store/device_identity.h"
#include "support/catch.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"
#include "support/ui_shots.h"
#include "text/rate_text.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/button.h"
#include "widgets/choice_box.h"
#include "widgets/det_plot.h"
#include "widgets/file_row.h"
#include "widgets/notice.h"
#include "widgets/policy_form.h"
#include "widgets/rate_table.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 120'000;  // milliseconds until a test gives up; a run takes a few seconds
constexpr int kPeople = 6, kPoses = 9;

// Six people who don't exist, nine pictures each: 216 pairs of one person and 1,215 of two.
void paintPeople(const fs::path& folder) {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(COUNTERSIGN_MODELS_DIR) / "people"))
        files.insert(entry.path());
    REQUIRE(files.size() >= kPeople);
    while (files.size() > kPeople) files.erase(std::prev(files.end()));
    for (const auto& file : files) {
        const auto person = loadPerson(file);
        REQUIRE(person);
        const auto own = folder / file.stem();
        fs::create_directories(own);
        for (int i = 0; i < kPoses; ++i) {
            Scene scene;
            scene.exposure = 0.85F + 0.02F * static_cast<float>(i);
            BuyerPose pose;
            pose.yaw = static_cast<float>(3 * (i % 3) - 3);
            pose.pitch = static_cast<float>(2 * (i / 3) - 2);
            const auto bgr = renderStill(*person, scene, pose, static_cast<std::uint64_t>(i));
            const QImage image(bgr.data, bgr.cols, bgr.rows, static_cast<qsizetype>(bgr.step),
                               QImage::Format_BGR888);
            REQUIRE(image.save(QString::fromStdString((own / (std::to_string(i) + ".png")).string())));
        }
    }
}

struct Bench {
    explicit Bench(const fs::path& state) {
        options.state = state;
        options.models = COUNTERSIGN_MODELS_DIR;
        options.language = "en";
        auto scripted = std::make_unique<ScriptedDialogs>();
        dialogs = scripted.get();
        bench = std::make_unique<CalibrationBench>(options, *log, std::move(scripted));
        bench->page().setAttribute(Qt::WA_DontShowOnScreen);
        bench->show();
    }
    CalibrationPage& page() { return bench->page(); }
    Button* button(const char* text) {
        for (auto* each : page().findChildren<Button*>())
            if (each->isVisibleTo(&page()) && each->text() == QString::fromUtf8(text)) return each;
        return nullptr;
    }
    void click(const char* text) {
        auto* found = button(text);
        INFO(text);
        REQUIRE(found != nullptr);
        REQUIRE(found->isEnabled());
        found->click();
    }
    void choose(const char* buttonText, const fs::path& file) {
        dialogs->file = QString::fromStdString(file.string());
        click(buttonText);
    }
    [[nodiscard]] bool notices(const char* words) {
        const auto* notice = page().findChild<Notice*>();
        return !notice->isHidden() && notice->text().contains(QString::fromUtf8(words));
    }
    [[nodiscard]] std::string cell(int column) { return table().item(0, column)->text().toStdString(); }
    bool ready(const char* text) {
        return QTest::qWaitFor([&] { return button(text) != nullptr && button(text)->isEnabled(); },
                               kPatience);
    }
    RateTable& table() { return *page().findChild<RateTable*>(); }

    std::unique_ptr<Log> log = openStderrLog();
    Options options;
    ScriptedDialogs* dialogs = nullptr;
    std::unique_ptr<CalibrationBench> bench;
};

std::vector<BenchGroup> madeGroups() {
    std::vector<BenchGroup> groups;
    for (const char* name :
         {"", "eastasian", "frontal", "a group with a rather long name of its own", "lfw"}) {
        BenchGroup group;
        group.name = QString::fromLatin1(name);
        group.genuine = 1265;
        group.impostor = 1'567'841;
        group.falseMatch = {2, 1'567'841, 1.5e-7, 4.6e-6};
        group.falseNonMatch = {104, 1265, 0.068, 0.099};
        group.review = {61, 1265, 0.03, 0.06};
        for (int i = 0; i <= 40; ++i) {
            const double fmr = std::pow(10, -6.0 * i / 40);
            group.curve.emplace_back(
                fmr, 0.001 * std::pow(10, 2.0 * i / 40) * (1 + 0.3 * static_cast<double>(groups.size())));
        }
        group.mark = group.curve[36];
        groups.push_back(group);
    }
    return groups;
}

}  // namespace

TEST_CASE(
    "a folder of people is measured, a stopped run goes on, and its policy is one that a counter takes") {
    if (!countersign::test::modelsDir()) {
        WARN("skipped: no models; run packaging/models");
        return;
    }
    application();
    const countersign::test::TempFolder temporary;
    const auto pictures = temporary.path() / "pictures";
    paintPeople(pictures);
    std::ofstream(pictures / "not-a-person.txt") << "x";
    fs::create_directories(pictures / "nobody");
    std::ofstream(pictures / "nobody" / "broken.jpg") << "no picture";
    const auto state = temporary.path() / "state";
    fs::create_directories(state);
    const auto kept = state / "calibration" / "templates";

    {
        Bench first(state);
        first.choose("Choose a folder…", pictures);
        REQUIRE(first.ready("Measure"));
        first.click("Measure");
        // Stopped once there is something to go on from.
        REQUIRE(QTest::qWaitFor([&] { return first.page().findChild<QProgressBar*>()->value() >= 3; },
                                kPatience));
        first.click("Stop");
        REQUIRE(first.ready("Go on"));
        CHECK(first.notices("What is done is kept"));
        CHECK(fs::exists(kept));
        CHECK((fs::status(kept).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
              fs::perms::none);
    }
    Bench bench(state);
    REQUIRE(bench.ready("Go on"));  // the set of last time is there again, and knows of the run
    bench.click("Go on");
    REQUIRE(bench.ready("Other pictures"));
    CHECK_FALSE(fs::exists(kept));  // face data does not outlive the run

    REQUIRE(bench.table().rowCount() == 1);  // no groups
    CHECK(bench.cell(1) == "216 / 1,215");
    CHECK(bench.cell(2).rfind("0 of 1,215", 0) == 0);
    // 1 in 10,000 needs 100,000 pairs: said, not guessed.
    CHECK_FALSE(bench.button("Sign a policy…")->isEnabled());
    auto* rates = bench.page().findChild<ChoiceBox*>();
    rates->setCurrentIndex(0);  // 1 in 100
    Q_EMIT rates->activated(0);
    REQUIRE(bench.button("Sign a policy…")->isEnabled());

    {  // the report names what could not be used
        const auto report = temporary.path() / "report";
        fs::create_directories(report);
        bench.choose("Save the report…", report);
        CHECK(bench.notices("The report is in"));
        const auto failed = readFile(report / "failed.tsv", 1U << 20U);
        REQUIRE(failed);
        CHECK(std::string(failed->begin(), failed->end()) == "path\twhy\nnobody/broken.jpg\tunreadable\n");
        for (const char* name : {"summary.json", "det.csv", "det.svg"})
            CHECK(fs::file_size(report / name) > 100);
        bench.choose("Save the report…", temporary.path() / "not there");
        CHECK(bench.notices("E103"));
    }
    {  // signed with the operator's key it is taken by a counter; with another's it is not
        const auto operatorKey = SigningKey::generate(), stranger = SigningKey::generate();
        fs::create_directories(temporary.path() / "gateway" / "keys");
        const auto keyFile = temporary.path() / "gateway" / "keys" / "signing.key";
        REQUIRE(operatorKey.write(keyFile));
        REQUIRE(stranger.write(temporary.path() / "stranger.key"));
        const auto soFar =
            signPolicy(R"({"policy_version":4,"scan_tries":2,"operator":"Example"})", operatorKey);
        REQUIRE(writeFileDurably(temporary.path() / "gateway" / "policy.signed", *soFar));

        bench.click("Sign a policy…");
        auto rows = bench.page().policyForm().findChildren<FileRow*>();
        REQUIRE(rows.size() == 2);
        const auto chooseIn = [&](FileRow* row, const fs::path& file) {
            bench.dialogs->file = QString::fromStdString(file.string());
            row->findChild<Button*>()->click();
        };
        chooseIn(rows[0], pictures / "not-a-person.txt");
        CHECK_FALSE(bench.button("Sign and save…")->isEnabled());
        chooseIn(rows[0], temporary.path() / "stranger.key");
        chooseIn(rows[1], temporary.path() / "gateway" / "policy.signed");
        CHECK(rows[1]->path().isEmpty());  // not signed by this key
        chooseIn(rows[0], keyFile);
        CHECK(rows[1]->path().endsWith(QLatin1String("policy.signed")));  // found beside it
        const auto file = temporary.path() / "new.signed";
        bench.choose("Sign and save…", file);
        CHECK(bench.notices("Policy 5 is signed"));
        const auto bytes = readFile(file, 1U << 20U);
        REQUIRE(bytes);
        const auto policy = verifyPolicy(*bytes, {operatorKey.verifyingKey()});
        REQUIRE(policy);
        CHECK(policy->version == 5);
        CHECK(policy->json.find("\"operator\":\"Example\"") != std::string::npos);
        CHECK(policy->json.find("\"calibration\"") != std::string::npos);

        const auto counter = [&](const SigningKey& key) {
            Options options;
            options.state = temporary.path() / (&key == &stranger ? "other" : "counter");
            options.models = COUNTERSIGN_MODELS_DIR;
            options.policyFile = file;
            const IdentityFolder identity(options.state / "identity");
            const auto device = identity.prepareKey();
            REQUIRE(device);
            EnrolmentResponse answer;
            answer.deviceId = DeviceId::random();
            answer.deviceKeyId = (*device)->verifyingKey().id();
            answer.operatorKeys = {key.verifyingKey()};
            answer.sealingKey = OpeningKey::generate().sealingKey();
            answer.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
            answer.policy = *signPolicy(R"({"policy_version":1})", key);
            REQUIRE(identity.complete({"https://localhost:1", "PEM"}, *makeEnrolmentResponse(answer, key)));
            const int status = runTakePolicy(options, *bench.log);
            return std::pair(status, identity.load()->policy.version);
        };
        CHECK(counter(operatorKey) == std::pair(0, std::uint64_t{5}));
        CHECK(counter(stranger) == std::pair(1, std::uint64_t{1}));
    }
}

TEST_CASE("what is no set of pictures is said with its line, and nothing can be started") {
    application();
    const countersign::test::TempFolder temporary;
    Bench bench(temporary.path());
    const auto list = temporary.path() / "list.tsv";
    const char* bad[] = {"", "nothing\n", "path\tidentity\na.jpg\t\n", "a\tb\tsame\nx.jpg\ty.jpg\t7\n",
                         "path\tidentity\na\tb\n"};
    for (const char* text : bad) {
        std::ofstream(list, std::ios::trunc) << text;
        bench.choose("Choose a list…", list);
        REQUIRE(QTest::qWaitFor([&] { return bench.notices("E502"); }, kPatience));
        CHECK_FALSE(bench.button("Measure")->isEnabled());
        bench.page().findChild<Notice*>()->clear();
    }
    std::ofstream(list, std::ios::trunc) << "path\tidentity\nmissing1.jpg\ta\nmissing2.jpg\tb\n";
    bench.choose("Choose a list…", list);
    REQUIRE(bench.ready("Measure"));
    if (!countersign::test::modelsDir()) return;
    bench.click("Measure");
    REQUIRE(bench.ready("Other pictures"));
    CHECK_FALSE(bench.button("Sign a policy…")->isEnabled());
    CHECK(bench.cell(1) == "0 / 0");
    CHECK(bench.cell(2) == "–");
}

TEST_CASE("error rates are written with two figures and without exponents") {
    application();
    const InLanguage english(QStringLiteral("en"));
    CHECK(percentText(0).toStdString() == "0 %");
    CHECK(percentText(1).toStdString() == "100 %");
    CHECK(percentText(0.0822).toStdString() == "8.2 %");
    CHECK(percentText(0.1265).toStdString() == "13 %");
    CHECK(percentText(1.276e-6).toStdString() == "0.00013 %");
    CHECK(percentText(1e-7).toStdString() == "0.00001 %");
    CHECK(rateText({0, 4468, 0, 6.7e-4}).toStdString() == "0 of 4,468, at most 0.067 %");
    CHECK(rateText({7, 188, 0.015, 0.075}).toStdString() == "7 of 188: 3.7 % (1.5 % to 7.5 %)");
    CHECK(rateText({}).toStdString() == "–");
}

TEST_CASE("the bench fits a small screen in every language") {
    application();
    ScriptedDialogs dialogs;
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        const InLanguage language(QString::fromLatin1(tag));
        CalibrationPage page(dialogs);
        stopMotion();
        BenchResult result;
        result.pictures = 1775;
        result.failed = 3;
        result.groups = madeGroups();
        result.inForce = {0.55, 0.45};
        result.proposed = BenchBands{0.55, 0.45};
        result.sameFound = 0.547;
        page.setSet({QStringLiteral("/home/somebody/pictures/list.tsv"), 1775, 1037, 1'574'425, {}, true});
        const auto look = [&](const char* name) {
            INFO(tag << ' ' << name);
            for (const QSize size : {QSize(1920, 1080), QSize(1280, 720)}) {
                page.resize(size);
                REQUIRE(settle(page));
                const auto cut = clippedBelow(page);
                INFO(size.width() << ' ' << cut.join(QLatin1Char(' ')).toStdString());
                CHECK(cut.isEmpty());
            }
            saveShot(page, {1920, 1080},
                     QStringLiteral("large-%1-%2").arg(QLatin1String(name), QLatin1String(tag)));
            saveShot(page, {1280, 720},
                     QStringLiteral("bench-%1-%2").arg(QLatin1String(name), QLatin1String(tag)));
        };
        look("set");
        page.setProgress({412, 1775, 3, 300});
        look("run");
        page.setResult(result);
        look("results");
        CHECK(page.findChild<DetPlot*>()->height() >= 200);
        result.proposed.reset();
        result.problem = QStringLiteral("x");
        page.setResult(result);
        look("results-none");
    }
}
