// spoof: lists of every kind, pictures that can't be judged, and the figures with their limits.
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <sstream>

#include "check_tool.h"
#include "error_rates.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;

using test::Folder;
using test::runCheck;

namespace {

std::vector<std::vector<std::string>> table(const std::filesystem::path& file) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream text(test::readAll(file));
    for (std::string line; std::getline(text, line);) {
        std::vector<std::string> cells{""};
        for (const char c : line) {
            if (c == '\t')
                cells.emplace_back();
            else
                cells.back() += c;
        }
        rows.push_back(cells);
    }
    return rows;
}

bool hasModels() {
    if (test::modelsDir()) return true;
    WARN("passed over: the models are missing, run packaging/models");
    return false;
}

}  // namespace

TEST_CASE("limits of a share are those of the tables, and of the rule of three where nothing was seen") {
    CHECK(confidence95(0, 100).low == 0);
    CHECK(confidence95(0, 100).high == Approx(0.0295).margin(0.0002));
    CHECK(confidence95(0, 300).high == Approx(0.01).margin(0.0001));
    CHECK(confidence95(5, 10).low == Approx(0.1871).margin(0.0002));
    CHECK(confidence95(5, 10).high == Approx(0.8129).margin(0.0002));
    CHECK(confidence95(1, 20).low == Approx(0.0013).margin(0.0001));
    CHECK(confidence95(1, 20).high == Approx(0.2487).margin(0.0002));
    CHECK(confidence95(10, 10).high == 1);
    CHECK(confidence95(10, 10).low == Approx(0.7411).margin(0.0002));
    CHECK(confidence95(0, 0).low == 0);
    CHECK(confidence95(0, 0).high == 1);
    CHECK(confidence95(500'000, 1'000'000).high == Approx(0.501).margin(0.0005));
}

TEST_CASE("error rates of made scores are those one counts by hand") {
    check::LabelledScores scores;
    scores.live = {0.9, 0.8, 0.7, 0.2};
    scores.attacks["print"] = {0.1, 0.1, 0.3, 0.75};
    scores.attacks["phone"] = {0.05, 0.85};
    const auto rates = check::ratesAt(scores, 0.3);
    CHECK(rates.at("apcer").at("print").at("errors") == 1);  // at the threshold is an attack
    CHECK(rates.at("apcer").at("phone").at("rate") == 0.5);
    CHECK(rates.at("bpcer").at("errors") == 1);
    CHECK(check::bpcerAtApcer(scores, 0.1).value() == Approx(0.75));
    CHECK(check::bpcerAtApcer(scores, 0.5).value() == Approx(0));
    CHECK(check::areaUnderCurve({1}, {0}).value() == 1);
    CHECK(check::areaUnderCurve({0.5}, {0.5}).value() == 0.5);
    CHECK_FALSE(check::areaUnderCurve({}, {0.5}));
    CHECK_FALSE(check::equalErrorRate({}));
    CHECK(check::ratesAt({}, 0.5).at("bpcer").at("rate").is_null());
}

TEST_CASE("spoof asks for a list and a folder, and names a list it cannot use") {
    const Folder folder;
    CHECK(runCheck({"spoof"}).status == 2);
    CHECK(runCheck({"spoof", "--list", "x.tsv"}).status == 2);
    CHECK(runCheck({"spoof", "--out", "x"}).status == 2);
    const std::string head = "path\tlabel\tkind\n";
    for (const auto& list :
         {folder.file("missing.tsv"), folder.path().string(), folder.write("empty.tsv", ""),
          folder.write("head.tsv", head), folder.write("other.tsv", "file\tlabel\tkind\na\tlive\tx\n"),
          folder.write("label.tsv", head + "a.png\tgenuine\tprint\n"),
          folder.write("kindless.tsv", head + "a.png\tspoof\t\n"),
          folder.write("pathless.tsv", head + "\tlive\tx\n"), folder.write("short.tsv", head + "a.png\n"),
          folder.write("zero.tsv", head + std::string("a\0b\tlive\tx\n", 11)),
          folder.write("binary.tsv", std::string(5000, '\xfe'))}) {
        const auto run = runCheck({"spoof", "--list", list, "--out", folder.file("out")});
        INFO(list << ": " << run.errors);
        CHECK(run.status == 3);
        CHECK(run.output.empty());
        CHECK(run.errors.find(std::filesystem::path(list).filename().string()) != std::string::npos);
    }
    const auto line = runCheck({"spoof", "--list", folder.file("label.tsv"), "--out", folder.file("out")});
    CHECK(line.errors.find("line 2") != std::string::npos);
}

TEST_CASE("an output folder that cannot be written is told before the work") {
    const Folder folder;
    const auto list = folder.write("list.tsv", "path\tlabel\tkind\na.png\tlive\tx\n");
    const auto file = folder.write("file", "x");
    const auto run = runCheck({"spoof", "--list", list, "--out", file + "/inside"});
    CHECK(run.status == 1);
    CHECK(run.output.empty());
    CHECK_FALSE(run.errors.empty());
}

TEST_CASE("pictures that can't be read or hold no face are counted and listed, not judged") {
    if (!hasModels()) return;
    const Folder folder;
    REQUIRE(cv::imwrite(folder.file("plain.png"), cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(80))));
    REQUIRE(cv::imwrite(folder.file("dot.png"), cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(80))));
    folder.write("text.jpg", "no picture");
    // With a byte order mark and the line ends of another system, columns in another order and one too many.
    const auto list = folder.write("list.tsv",
                                   "\xEF\xBB\xBFkind\tpath\tnote\tlabel\r\nprint\tplain.png\tn\tspoof\r\n"
                                   "bonafide\tgone.png\t\tlive\r\n\r\nprint\ttext.jpg\t\tspoof\r\n"
                                   "print\tdot.png\t\tspoof\r\n");
    const auto run = runCheck({"spoof", "--list", list, "--out", folder.file("a/b")});
    INFO(run.errors);
    REQUIRE(run.status == 0);
    CHECK(run.errors.find("4 of 4") != std::string::npos);
    const auto json = run.json();
    CHECK(json.at("schema") == "countersign.spoof/1");
    CHECK(json.at("pictures") == 4);
    CHECK(json.at("judged") == 0);
    CHECK(json.at("unreadable").at("count") == 2);
    CHECK(json.at("unreadable").at("paths") == nlohmann::json({"gone.png", "text.jpg"}));
    CHECK(json.at("no_face").at("count") == 2);
    CHECK(json.at("bpcer").at("rate").is_null());
    CHECK(json.at("bpcer_at_apcer_10").is_null());
    CHECK(json.at("eer").is_null());
    CHECK(nlohmann::json::parse(test::readAll(folder.path() / "a/b/summary.json")) == json);
    const auto rows = table(folder.path() / "a/b/scores.tsv");
    REQUIRE(rows.size() == 5);
    for (const auto& row : rows) CHECK(row.size() == rows.front().size());
    CHECK(rows[1].back() == "no_face");
    CHECK(rows[2].back() == "unreadable");
    CHECK(runCheck({"spoof", "--quiet", "--list", list, "--out", folder.file("c")}).errors.empty());
}

TEST_CASE("labelled pictures are told apart better than by chance and each is in the table") {
    const auto data = test::sharedData();
    if (!data || !hasModels()) {
        WARN("passed over: no labelled pictures");
        return;
    }
    const Folder folder;
    const auto run = runCheck(
        {"spoof", "--quiet", "--list", (*data / "spoof/labels.tsv").string(), "--out", folder.file("out")});
    INFO(run.errors);
    REQUIRE(run.status == 0);
    const auto json = run.json();
    CHECK(json.at("unreadable").at("count") == 0);
    CHECK(json.at("auc").at("fused").get<double>() > 0.9);
    CHECK(json.at("bpcer").at("rate").get<double>() <= 0.15);
    CHECK(json.at("bpcer").at("ci95").size() == 2);
    for (const auto& [kind, rate] : json.at("apcer").items()) {
        INFO(kind);
        CHECK(rate.at("ci95").at(0) <= rate.at("rate"));
        CHECK(rate.at("ci95").at(1) >= rate.at("rate"));
    }
    const auto rows = table(folder.path() / "out/scores.tsv");
    CHECK(rows.size() == json.at("pictures").get<std::size_t>() + 1);
    // What the summary counts is what the table says.
    std::map<std::string, int> passed;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i][1] == "spoof" && rows[i][5] == "pass") ++passed[rows[i][2]];
    }
    for (const auto& [kind, rate] : json.at("apcer").items()) CHECK(rate.at("errors") == passed[kind]);
}
