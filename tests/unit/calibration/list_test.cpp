#include <fstream>

#include "calibration/picture_list.h"
#include "calibration/scoring.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;

namespace {

std::string problemOf(const Result<PictureList>& list) {
    REQUIRE_FALSE(list);
    CHECK(list.error().code == ErrorCode::PictureListUnusable);
    return list.error().detail;
}

FaceTemplate faceAt(float x, float y) {
    return {TemplateProblem::None, {x, y}};
}

}  // namespace

TEST_CASE("lists of pairs: columns in any order, each picture once, Windows line ends, byte order mark") {
    const test::TempFolder folder;
    const auto list = readPairList(folder.write("pairs.tsv",
                                                "\xEF\xBB\xBFsame\ta\tignored\tb\tgroup\r\n1\tx.jpg\t?\ty."
                                                "jpg\tnorth\r\n\r\n0\tx.jpg\t\tz.jpg\t\r\n"));
    REQUIRE(list);
    CHECK(list->pictures.size() == 3);
    REQUIRE(list->pairs.size() == 2);
    CHECK(list->pairs[0].same);
    CHECK(list->pairs[0].group == "north");
    CHECK_FALSE(list->pairs[1].same);
    CHECK(list->pairs[1].a == list->pairs[0].a);
    CHECK(list->pictures[0].file == folder.path() / "x.jpg");
}

TEST_CASE("what is wrong with a list is told with its line") {
    const test::TempFolder folder;
    const auto pairs = [&](const std::string& text) {
        return problemOf(readPairList(folder.write("l.tsv", text)));
    };
    const auto people = [&](const std::string& text) {
        return problemOf(readIdentityList(folder.write("l.tsv", text)));
    };
    CHECK(pairs("").find("first line") != std::string::npos);
    CHECK(pairs("a\tb\nx\ty\n").find("first line") != std::string::npos);
    CHECK(pairs("a\tb\tsame\n").find("no pair") != std::string::npos);
    CHECK(pairs("a\tb\tsame\nx\ty\t1\nx\ty\tyes\n").find("line 3") != std::string::npos);
    CHECK(pairs("a\tb\tsame\n\nx\tx\t1\n").find("line 3") != std::string::npos);
    CHECK(pairs("a\tb\tsame\nx\n").find("line 2") != std::string::npos);
    CHECK(pairs("a\tb\tsame\n" + std::string(5000, 'x') + "\ty\t1\n").find("line 2") != std::string::npos);
    CHECK(people("path\tidentity\nx\ta\nx\tb\n").find("twice") != std::string::npos);
    CHECK(people("path\tidentity\nx\ta\ny\t\n").find("line 3") != std::string::npos);
    CHECK(people("path\tidentity\nx\ta\n").find("fewer than two") != std::string::npos);
    CHECK(people(std::string(1000, '\0')).find("first line") != std::string::npos);
    CHECK(problemOf(readPairList(folder.path() / "missing.tsv")).find("missing.tsv") != std::string::npos);
    CHECK_FALSE(readIdentityFolder(folder.path() / "missing"));
    CHECK_FALSE(readIdentityFolder(folder.path()));
}

TEST_CASE("a folder with one folder a person is a list, with folders of groups above them too") {
    const test::TempFolder folder;
    folder.write("ana/1.jpg", "x");
    folder.write("ana/2.JPG", "x");
    folder.write("ana/notes.txt", "x");
    folder.write("south/ben/1.png", "x");
    const auto list = readIdentityFolder(folder.path());
    REQUIRE(list);
    REQUIRE(list->pictures.size() == 3);
    CHECK(list->pictures[0].identity == "ana");
    CHECK(list->pictures[1].identity == "ana");
    CHECK(list->pictures[2].identity == "south/ben");
    CHECK(list->pictures[2].group == "south");
}

TEST_CASE("everybody is compared with everybody once, groups only within") {
    PictureList list;
    list.pictures = {{"a1", {}, "a", "g"},
                     {"a2", {}, "a", "g"},
                     {"b", {}, "b", "g"},
                     {"c", {}, "c", "h"},
                     {"lost", {}, "d", "h"}};
    const std::vector<FaceTemplate> templates{
        faceAt(1, 0), faceAt(0.8F, 0.6F), faceAt(0, 1), faceAt(-1, 0), {TemplateProblem::NoFace, {}}};
    int visited = 0;
    const auto scores = scorePairs(list, templates,
                                   [&](const ScoredPair& pair) {
                                       ++visited;
                                       CHECK(pair.same == (pair.a == 0 && pair.b == 1));
                                   },
                                   {});
    REQUIRE(scores);
    CHECK(visited == 6);
    CHECK(scores->all.genuine() == std::vector<float>{0.8F});
    CHECK(scores->all.impostor().size() == 5);
    CHECK(scores->groups.at("g").impostor().size() == 2);
    CHECK_FALSE(scores->groups.contains("h"));
    CHECK(scores->failedPictures == 1);

    const auto averaged = scoreAgainstTemplates(list, templates, 5, {}, {});
    REQUIRE(averaged);
    CHECK(averaged->all.genuine().size() == 2);  // each picture of a against the other one
    CHECK(averaged->all.impostor().size() == 8);

    list.pairs = {{0, 1, true, "g"}, {0, 4, false, "g"}};
    const auto listed = scorePairs(list, templates, {}, {});
    REQUIRE(listed);
    CHECK(listed->lostPairs == 1);
    CHECK(listed->groups.at("g").genuine().size() == 1);

    std::stop_source stopped;
    stopped.request_stop();
    CHECK(scorePairs(list, templates, {}, stopped.get_token()).error().code ==
          ErrorCode::CalibrationCancelled);
}
