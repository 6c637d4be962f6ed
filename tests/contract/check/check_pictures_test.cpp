// compare with every kind of picture people have: exit status, JSON fields, and an honest word where it
// cannot be used.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "check_tool.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;
using test::Folder;
using test::runCheck;

namespace {

cv::Mat plain(int rows, int columns, int type = CV_8UC3) {
    return {rows, columns, type, cv::Scalar(90, 110, 130, 255)};
}

std::string save(const Folder& folder, const std::string& name, const cv::Mat& picture) {
    REQUIRE(cv::imwrite(folder.file(name), picture));
    return folder.file(name);
}

// A JPEG with an EXIF block that holds nothing but the orientation.
std::string jpegWithOrientation(const cv::Mat& picture, char orientation) {
    std::vector<std::uint8_t> encoded;
    REQUIRE(cv::imencode(".jpg", picture, encoded, {cv::IMWRITE_JPEG_QUALITY, 95}));
    std::string exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
    exif += orientation;
    exif += std::string("\0\0\0\0\0\0", 6);
    const auto length = exif.size() + 2;
    std::string bytes(encoded.begin(), encoded.begin() + 2);
    bytes += "\xFF\xE1";
    bytes += static_cast<char>(length >> 8U);
    bytes += static_cast<char>(length & 0xFFU);
    bytes += exif;
    bytes.append(encoded.begin() + 2, encoded.end());
    return bytes;
}

// 20,000 x 20,000 grey pixels, whole and valid, in half a megabyte.
std::string hugePng() {
    std::vector<std::uint8_t> png;
    REQUIRE(cv::imencode(".png", cv::Mat(20'000, 20'000, CV_8UC1, cv::Scalar(0)), png,
                         {cv::IMWRITE_PNG_COMPRESSION, 9}));
    return {png.begin(), png.end()};
}

// The EXIF block of the orientation alone, without JPEG's head.
std::string exifOf(char orientation) {
    return std::string("MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) + orientation +
           std::string("\0\0\0\0\0\0", 6);
}

std::string bigEndian32(std::size_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
    return bytes;
}

// The chunk goes behind the head (8 bytes and IHDR of 25); decoders skip it, so its check sum may be
// anything.
std::string pngWithOrientation(const cv::Mat& picture, char orientation) {
    std::vector<std::uint8_t> png;
    REQUIRE(cv::imencode(".png", picture, png));
    const auto exif = exifOf(orientation);
    std::string bytes(png.begin(), png.begin() + 33);
    bytes += bigEndian32(exif.size()) + "eXIf" + exif + std::string(4, '\0');
    bytes.append(png.begin() + 33, png.end());
    return bytes;
}

bool hasModels() {
    if (test::modelsDir()) return true;
    WARN("passed over: the models are missing, run packaging/models");
    return false;
}

}  // namespace

TEST_CASE("wrong arguments are told with status 2") {
    CHECK(runCheck({}).status == 2);
    CHECK(runCheck({"no-such-command"}).status == 2);
    CHECK(runCheck({"compare", "only-one.jpg"}).status == 2);
    CHECK(runCheck({"events"}).status == 2);
    CHECK(runCheck({"--threads", "0", "events", "--video", "x"}).status == 2);
    CHECK(runCheck({"--threads", "many", "events", "--video", "x"}).status == 2);
    const auto help = runCheck({"--help"});
    CHECK(help.status == 0);
    CHECK(help.output.find("compare") != std::string::npos);
    const auto version = runCheck({"--version"});
    CHECK(version.status == 0);
    CHECK(version.output.find("countersign-check") != std::string::npos);
}

TEST_CASE("what is no picture is told with status 3 and named") {
    const Folder folder;
    const auto good = save(folder, "good.png", plain(300, 300));
    std::vector<std::uint8_t> jpeg;
    cv::Mat busy(400, 400, CV_8UC3);
    cv::randu(busy, 0, 255);
    REQUIRE(cv::imencode(".jpg", busy, jpeg));
    std::vector<std::uint8_t> png;
    REQUIRE(cv::imencode(".png", busy, png));
    const std::string jpegText(jpeg.begin(), jpeg.end());
    const std::string pngText(png.begin(), png.end());

    const std::vector<std::string> bad{
        folder.file("missing.jpg"),
        folder.path().string(),
        folder.write("empty.jpg", ""),
        folder.write("text.jpg", "this is not a picture\n"),
        folder.write("half.jpg", jpegText.substr(0, jpegText.size() / 2)),
        folder.write("head.jpg", jpegText.substr(0, 20)),
        folder.write("half.png", pngText.substr(0, pngText.size() / 2)),
        folder.write("head.png", pngText.substr(0, 30)),
        folder.write("garbled.png", pngText.substr(0, 3000) + std::string(2000, 'x') + pngText.substr(5000)),
        folder.write("zeros.jpg", std::string(5000, '\0')),
        folder.write("wide.png", hugePng()),
        // 2 GB of pixels claimed by a file of 26 bytes.
        folder.write(
            "bomb.bmp",
            std::string("BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\0\0\xff\xff\0\0\x01\0\x18\0", 30)),
    };
    for (const auto& file : bad) {
        for (const auto& order : {std::vector<std::string>{"compare", file, good}, {"compare", good, file}}) {
            const auto run = runCheck(order);
            INFO(file << ": " << run.errors);
            CHECK(run.status == 3);
            CHECK(run.output.empty());
            CHECK(run.errors.find(std::filesystem::path(file).filename().string()) != std::string::npos);
        }
    }
}

TEST_CASE("pictures without a face are compared to nothing, with the reason") {
    if (!hasModels()) return;
    const Folder folder;
    const auto good = save(folder, "plain.png", plain(300, 300));
    const std::vector<std::string> odd{
        save(folder, "one.png", plain(1, 1)),
        save(folder, "grey.png", plain(300, 200, CV_8UC1)),
        save(folder, "deep.png", plain(300, 200, CV_16UC3)),
        save(folder, "alpha.png", plain(300, 200, CV_8UC4)),
        save(folder, "line.png", plain(1, 5000)),
        save(folder, "huge.jpg", plain(7000, 7200)),
        save(folder, "deep.tif", plain(300, 200, CV_16UC1)),
        save(folder, "a b\xC3\xA9 \xE4\xB8\xAD.png", plain(200, 200)),
    };
    for (const auto& file : odd) {
        const auto run = runCheck({"compare", "--quiet", file, good});
        INFO(file << ": " << run.errors);
        REQUIRE(run.status == 0);
        const auto json = run.json();
        CHECK(json.at("schema") == "countersign.compare/1");
        CHECK(json.at("similarity").is_null());
        CHECK(json.at("reasons").at(0) == "no_face");
        CHECK(json.at("quality").contains("a"));
        CHECK(json.at("cpu_ms").get<double>() > 0);
    }
}

TEST_CASE("one face in every kind of file is one face") {
    const auto data = test::sharedData();
    if (!data || !hasModels()) {
        WARN("passed over: no portraits");
        return;
    }
    const Folder folder;
    const cv::Mat face = cv::imread((*data / "match/frontal/frontal_00_1.jpg").string());
    REQUIRE_FALSE(face.empty());
    const auto original = save(folder, "face.png", face);
    const auto similarity = [&](const std::string& file) {
        const auto run = runCheck({"compare", original, file});
        INFO(file << ": " << run.errors);
        REQUIRE(run.status == 0);
        const auto json = run.json();
        REQUIRE(json.at("similarity").is_number());
        CHECK(json.at("quality").at("b").at("eye_distance").at("score").get<int>() > 0);
        CHECK(json.at("band").is_string());
        return json.at("similarity").get<double>();
    };
    cv::Mat grey, deep, alpha;
    cv::cvtColor(face, grey, cv::COLOR_BGR2GRAY);
    face.convertTo(deep, CV_16U, 257);
    cv::cvtColor(face, alpha, cv::COLOR_BGR2BGRA);
    CHECK(similarity(original) > 0.999);
    CHECK(similarity(save(folder, "grey.png", grey)) > 0.6);
    CHECK(similarity(save(folder, "deep.png", deep)) > 0.99);
    CHECK(similarity(save(folder, "alpha.png", alpha)) > 0.99);
    CHECK(similarity(save(folder, "face.webp", face)) > 0.9);
    // As telephones store it: lying pixels and a tag that says how to turn them.
    struct Turned {
        char tag;
        cv::Mat stored;
    };
    std::vector<Turned> turned;
    cv::Mat picture;
    cv::flip(face, picture, 1);
    turned.push_back({2, picture.clone()});
    cv::rotate(face, picture, cv::ROTATE_180);
    turned.push_back({3, picture.clone()});
    cv::flip(face, picture, 0);
    turned.push_back({4, picture.clone()});
    cv::transpose(face, picture);
    turned.push_back({5, picture.clone()});
    cv::rotate(face, picture, cv::ROTATE_90_COUNTERCLOCKWISE);
    turned.push_back({6, picture.clone()});
    cv::rotate(face, picture, cv::ROTATE_90_CLOCKWISE);
    turned.push_back({8, picture.clone()});
    cv::rotate(face, picture, cv::ROTATE_180);
    cv::transpose(picture, picture);
    turned.push_back({7, picture.clone()});
    for (const auto& [tag, stored] : turned) {
        INFO("orientation " << static_cast<int>(tag));
        const auto file = folder.write("turned.jpg", jpegWithOrientation(stored, tag));
        CHECK(similarity(file) > 0.97);
        CHECK(similarity(folder.write("turned.png", pngWithOrientation(stored, tag))) > 0.97);
    }
}

TEST_CASE("two people in one picture are said to be two") {
    const auto data = test::sharedData();
    if (!data || !hasModels()) {
        WARN("passed over: no portraits");
        return;
    }
    const Folder folder;
    const cv::Mat first = cv::imread((*data / "match/frontal/frontal_00_1.jpg").string());
    const cv::Mat second = cv::imread((*data / "match/frontal/frontal_01_1.jpg").string());
    REQUIRE_FALSE(first.empty());
    cv::Mat both, fitting;
    cv::resize(second, fitting, first.size());
    cv::hconcat(first, fitting, both);
    const auto run = runCheck({"compare", save(folder, "both.png", both), save(folder, "one.png", first)});
    REQUIRE(run.status == 0);
    CHECK(run.json().at("reasons").at(0) == "more_than_one_face");
}

TEST_CASE("the result goes where --out says, or the tool says why not") {
    if (!hasModels()) return;
    const Folder folder;
    const auto picture = save(folder, "a.png", plain(100, 100));
    const auto run = runCheck({"compare", picture, picture, "--out", folder.file("result.json")});
    CHECK(run.status == 0);
    CHECK(run.output.empty());
    CHECK(nlohmann::json::parse(test::readAll(folder.file("result.json"))).at("schema") ==
          "countersign.compare/1");
    const auto nowhere = runCheck({"compare", picture, picture, "--out", folder.file("no/such/folder.json")});
    CHECK(nowhere.status == 1);
    CHECK(nowhere.errors.find("folder.json") != std::string::npos);
}
