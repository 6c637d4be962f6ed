// events and bench with films of every kind.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "check_tool.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;
using test::Folder;
using test::runCheck;

namespace {

// A film of `frames` pictures in MPEG-4, which every OpenCV build can write.
std::string film(const Folder& folder, const std::string& name, const std::vector<cv::Mat>& frames,
                 double fps) {
    cv::VideoWriter writer(folder.file(name), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('m', 'p', '4', 'v'),
                           fps, frames.front().size());
    REQUIRE(writer.isOpened());
    for (const auto& frame : frames) writer.write(frame);
    writer.release();
    return folder.file(name);
}

std::vector<cv::Mat> repeated(const cv::Mat& picture, int count) {
    return std::vector<cv::Mat>(static_cast<std::size_t>(count), picture);
}

cv::Mat faceScene(const std::filesystem::path& data, cv::Size size) {
    const cv::Mat face = cv::imread((data / "match/frontal/frontal_00_1.jpg").string());
    REQUIRE_FALSE(face.empty());
    const int height = size.height * 9 / 10;
    cv::Mat fitting;
    cv::resize(face, fitting, cv::Size(face.cols * height / face.rows, height), 0, 0, cv::INTER_AREA);
    cv::Mat scene(size, CV_8UC3, cv::Scalar::all(128));
    fitting.copyTo(scene(cv::Rect((size.width - fitting.cols) / 2, 0, fitting.cols, fitting.rows)));
    return scene;
}

// Writes the turning matrix into the track header of an MP4: how telephones say which way is up.
void setRotation(const std::string& file, int clockwiseDegrees) {
    auto bytes = test::readAll(file);
    const auto header = bytes.find("tkhd");
    REQUIRE(header != std::string::npos);
    const auto matrix = header + 4 + (bytes[header + 4] == 1 ? 52 : 40);
    const int turns = clockwiseDegrees / 90;
    const int a[4] = {1, 0, -1, 0};
    const int b[4] = {0, 1, 0, -1};
    const auto put = [&](std::size_t at, int value) {
        const auto number = static_cast<std::uint32_t>(value * 65536);
        for (std::size_t i = 0; i < 4; ++i)
            bytes[matrix + at + i] = static_cast<char>(number >> (24 - 8 * i));
    };
    put(0, a[turns]);
    put(4, b[turns]);
    put(12, -b[turns]);
    put(16, a[turns]);
    std::filesystem::remove(file);
    FILE* out = std::fopen(file.c_str(), "wb");
    REQUIRE(out != nullptr);
    REQUIRE(std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size());
    std::fclose(out);
}

bool ready() {
    if (test::modelsDir()) return true;
    WARN("passed over: the models are missing, run packaging/models");
    return false;
}

}  // namespace

TEST_CASE("what is no film is told with status 3 and named") {
    const Folder folder;
    const auto good =
        film(folder, "good.mp4", repeated(cv::Mat(240, 320, CV_8UC3, cv::Scalar::all(60)), 20), 10);
    const auto bytes = test::readAll(good);
    for (const auto& file : {folder.file("missing.mp4"), folder.path().string(),
                             folder.write("empty.mp4", ""), folder.write("text.mp4", std::string(3000, 'a')),
                             folder.write("half.mp4", bytes.substr(0, bytes.size() / 2)),
                             folder.write("zeros.avi", std::string(4000, '\0'))}) {
        for (const std::string command : {"events", "bench"}) {
            const auto run = runCheck({command, "--video", file});
            INFO(command << " " << file << ": " << run.errors);
            CHECK(run.status == 3);
            CHECK(run.output.empty());
            CHECK(run.errors.find(std::filesystem::path(file).filename().string()) != std::string::npos);
        }
    }
}

TEST_CASE("a film that was cut off is not taken for a whole one") {
    if (!ready()) return;
    const Folder folder;
    std::vector<cv::Mat> frames;
    cv::RNG rng(5);
    for (int i = 0; i < 40; ++i) {
        cv::Mat noise(120, 160, CV_8UC3);
        rng.fill(noise, cv::RNG::UNIFORM, 0, 256);
        frames.push_back(noise);
    }
    const auto whole = film(folder, "whole.avi", frames, 20);
    const auto bytes = test::readAll(whole);
    const auto cut = folder.write("cut.avi", bytes.substr(0, bytes.size() / 2));
    CHECK(runCheck({"events", "--video", whole}).status == 0);
    const auto run = runCheck({"events", "--video", cut});
    INFO(run.errors);
    CHECK(run.status == 3);
}

TEST_CASE("a film without a face, a slow one and a tiny one run to their end") {
    if (!ready()) return;
    const Folder folder;
    const auto run = runCheck(
        {"events", "--quiet", "--video",
         film(folder, "none.mp4", repeated(cv::Mat(480, 640, CV_8UC3, cv::Scalar(50, 90, 20)), 12), 5)});
    INFO(run.errors);
    REQUIRE(run.status == 0);
    const auto json = run.json();
    CHECK(json.at("schema") == "countersign.events/1");
    CHECK(json.at("frames") == 12);
    CHECK(json.at("fps").get<double>() == Approx(5).margin(0.2));
    CHECK(json.at("faces").at("with_none") == 12);
    CHECK(json.at("faces").at("frames_with_one") == 0);
    CHECK(json.at("blinks").empty());
    CHECK(json.at("turns").empty());
    CHECK(
        runCheck({"events", "--video",
                  film(folder, "tiny.mp4", repeated(cv::Mat(144, 176, CV_8UC3, cv::Scalar::all(70)), 5), 15)})
            .status == 0);
    CHECK(
        runCheck({"events", "--video",
                  film(folder, "one.mp4", repeated(cv::Mat(240, 320, CV_8UC3, cv::Scalar::all(70)), 1), 25)})
            .status == 0);
}

TEST_CASE("a portrait that can't be matched refuses the scan with its reason, whatever the film shows") {
    if (!ready()) return;
    const Folder folder;
    REQUIRE(cv::imwrite(folder.file("plain.png"), cv::Mat(300, 240, CV_8UC3, cv::Scalar(200, 210, 205))));
    const auto run = runCheck(
        {"scan", "--quiet", "--portrait", folder.file("plain.png"), "--video",
         film(folder, "none.mp4", repeated(cv::Mat(480, 640, CV_8UC3, cv::Scalar(50, 90, 20)), 30), 15)});
    INFO(run.errors);
    REQUIRE(run.status == 0);
    CHECK(run.json().at("decision") == "refused");
    CHECK(run.json().at("reasons").at(0) == "portrait_not_found");
    CHECK(run.json().at("match").at("ran") == false);
    CHECK(run.json().at("match").at("similarity").is_null());
}

TEST_CASE("a still face is one face in every frame and does nothing") {
    const auto data = test::sharedData();
    if (!data || !ready()) {
        WARN("passed over: no portraits");
        return;
    }
    const Folder folder;
    const auto run = runCheck(
        {"events", "--video", film(folder, "still.mp4", repeated(faceScene(*data, {640, 480}), 45), 15)});
    REQUIRE(run.status == 0);
    const auto json = run.json();
    CHECK(json.at("faces").at("frames_with_one") == 45);
    CHECK(json.at("blinks").empty());
    CHECK(json.at("turns").empty());
}

TEST_CASE("a film that lies on its side is stood up by its tag") {
    const auto data = test::sharedData();
    if (!data || !ready()) {
        WARN("passed over: no portraits");
        return;
    }
    const cv::Mat scene = faceScene(*data, {640, 480});
    const std::vector<std::pair<int, int>> turns{
        {90, cv::ROTATE_90_COUNTERCLOCKWISE}, {180, cv::ROTATE_180}, {270, cv::ROTATE_90_CLOCKWISE}};
    for (const auto& [degrees, back] : turns) {
        INFO("to be turned by " << degrees << " degrees clockwise");
        const Folder folder;
        cv::Mat lying;
        cv::rotate(scene, lying, back);
        const auto file = film(folder, "lying.mp4", repeated(lying, 12), 12);
        setRotation(file, degrees);
        const auto trace = folder.file("trace.tsv");
        const auto run = runCheck({"events", "--video", file, "--trace", trace});
        INFO(run.errors);
        REQUIRE(run.status == 0);
        CHECK(run.json().at("faces").at("frames_with_one") == 12);
        // Upright and not upside down: the detector finds both, but only an upright head has little roll.
        std::istringstream lines(test::readAll(trace));
        std::string head, first;
        std::getline(lines, head);
        std::getline(lines, first);
        std::vector<std::string> cells;
        std::istringstream cut(first);
        for (std::string cell; std::getline(cut, cell, '\t');) cells.push_back(cell);
        REQUIRE(cells.size() > 12);
        CHECK(std::abs(std::stod(cells[12])) < 10);
    }
}

TEST_CASE("bench tells the cost of every stage") {
    const auto data = test::sharedData();
    if (!data || !ready()) {
        WARN("passed over: no portraits");
        return;
    }
    const Folder folder;
    const auto run = runCheck(
        {"bench", "--video", film(folder, "still.mp4", repeated(faceScene(*data, {640, 480}), 30), 15)});
    REQUIRE(run.status == 0);
    const auto json = run.json();
    for (const auto* stage : {"detect", "landmarks", "landmarks_fine", "eyes", "pose", "quality", "passive",
                              "embed", "whole_frame"}) {
        INFO(stage);
        REQUIRE(json.at("cpu_ms").contains(stage));
        CHECK(json.at("cpu_ms").at(stage).at("p50").get<double>() >= 0);
        CHECK(json.at("cpu_ms").at(stage).at("p95").get<double>() >=
              json.at("cpu_ms").at(stage).at("p50").get<double>());
    }
    CHECK(json.at("models_load_wall_ms").get<double>() > 0);
    CHECK(json.at("peak_rss_mb").get<double>() > 50);
#ifndef __SANITIZE_ADDRESS__  // whose own memory comes on top
    CHECK(json.at("peak_rss_mb").get<double>() <= 400);
#endif
    CHECK(json.at("frames_per_s_one_thread").get<double>() > 0);
}
