// match and identities: lists of every kind, figures on real pictures, a run that goes on, and a proposal
// that the other commands take as a policy.
#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "check_tool.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;
using test::Folder;
using test::runCheck;

namespace {

bool hasModels() {
    if (test::modelsDir()) return true;
    WARN("passed over: the models are missing, run packaging/models");
    return false;
}

std::string casualList() {
    const auto data = test::sharedData();
    if (data) return (*data / "match" / "casual.tsv").string();
    WARN("passed over: the evaluation data is missing");
    return {};
}

}  // namespace

TEST_CASE("match and identities say what is wrong with their arguments and lists") {
    if (!hasModels()) return;
    const Folder folder;
    CHECK(runCheck({"match", "--out", folder.file("out")}).status == 2);
    CHECK(runCheck({"identities", "--list", folder.file("none.tsv")}).status == 2);
    const auto missing = runCheck({"match", "--pairs", folder.file("none.tsv"), "--out", folder.file("out")});
    CHECK(missing.status == 3);
    CHECK(missing.errors.find("none.tsv") != std::string::npos);
    const auto list = folder.write("list.tsv", "path\tidentity\na.jpg\tx\nb.jpg\t\n");
    const auto damaged = runCheck({"identities", "--list", list, "--out", folder.file("out")});
    CHECK(damaged.status == 3);
    CHECK(damaged.errors.find("line 3") != std::string::npos);
    const auto good = folder.write("good.tsv", "path\tidentity\na.jpg\tx\nb.jpg\ty\n");
    CHECK(
        runCheck({"identities", "--list", good, "--out", folder.file("out"), "--false-match", "2"}).status ==
        2);
    CHECK(runCheck({"identities", "--list", good, "--out", "/proc/nowhere"}).status == 1);
}

TEST_CASE("pictures without a face and files that are none are counted and named, the run goes on") {
    if (!hasModels()) return;
    const Folder folder;
    REQUIRE(cv::imwrite(folder.file("plain.jpg"), cv::Mat(200, 200, CV_8UC3, cv::Scalar(90, 110, 130))));
    const auto text = folder.write("text.jpg", "no picture");
    const auto list =
        folder.write("list.tsv", "a\tb\tsame\nplain.jpg\ttext.jpg\t1\nplain.jpg\tabsent.jpg\t0\n");
    const auto run = runCheck({"match", "--pairs", list, "--out", folder.file("out"), "--quiet"});
    REQUIRE(run.status == 0);
    const auto summary = run.json();
    CHECK(summary.at("failed_to_extract") == 3);
    CHECK(summary.at("lost_pairs") == 2);
    CHECK(summary.at("genuine") == 0);
    CHECK(summary.at("eer").is_null());
    CHECK(summary.at("at_policy").at("fmr").is_null());
    CHECK(summary.at("failed").at(0).at("why") == "no_face");
    CHECK(summary.at("failed").at(1).at("why") == "unreadable");
}

TEST_CASE("real people: figures, files, a run that goes on, and a proposal that is a policy") {
    if (!hasModels()) return;
    const auto list = casualList();
    if (list.empty()) return;
    const Folder folder;
    const auto run = [&](const std::string& out, const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"identities",     "--list",  list,      "--out",
                                           folder.file(out), "--quiet", "--cache", folder.file("cache.bin")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCheck(arguments);
    };
    const auto first = run("first", {});
    REQUIRE(first.status == 0);
    const auto summary = first.json();
    CHECK(summary.at("schema") == "countersign.match/1");
    CHECK(summary.at("pictures") == 46);
    CHECK(summary.at("failed_to_extract") == 0);
    CHECK(summary.at("genuine") == 54);
    CHECK(summary.at("impostor") == 981);
    CHECK(summary.at("accuracy_best").get<double>() > 0.99);
    CHECK(summary.at("fnmr_at_fmr").at("1e-2").is_null());  // 981 pairs are fewer than 1,000
    CHECK(summary.at("at_policy").at("fmr") == 0);
    CHECK(summary.at("images_per_s_wall").get<double>() > 0);
    for (const auto* file : {"scores.tsv", "det.csv", "det.svg", "summary.json"})
        CHECK(std::filesystem::file_size(folder.path() / "first" / file) > 100);

    const auto again = run("again", {});
    REQUIRE(again.status == 0);
    CHECK(again.json().at("accuracy_best") == summary.at("accuracy_best"));
    CHECK(again.json().at("images_per_s_wall").get<double>() >
          5 * summary.at("images_per_s_wall").get<double>());  // nothing was embedded anew
    CHECK(test::readAll(folder.path() / "again" / "scores.tsv") ==
          test::readAll(folder.path() / "first" / "scores.tsv"));

    const auto few = run("few", {"--propose", folder.file("policy.json")});
    CHECK(few.status == 1);
    CHECK(few.errors.find("no group has") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "policy.json"));

    const auto templates = run("templates", {"--template", "5"});
    REQUIRE(templates.status == 0);
    CHECK(templates.json().at("genuine") == 46);
    CHECK(templates.json().at("at_policy").at("fnmr").get<double>() <=
          summary.at("at_policy").at("fnmr").get<double>());
}
