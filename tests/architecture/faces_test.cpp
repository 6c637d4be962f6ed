// Nobody's face is compared with another person's: held against the sources and the built gateway. What a
// face is made of, to be compared, is the type Embedding. Who may name it, who may compare two of them, and
// that none of it is kept or sent, is a short list; whatever is added to the project and stands on none of
// these lists fails here.

#include <array>
#include <cstdio>
#include <memory>
#include <set>

#include "source_tree.h"

using namespace countersign::test;

namespace {

using Names = std::set<std::string>;

// Made and dropped within one registration. `calibration` and `app/check` measure with labelled pictures of
// test sets and answer with rates; neither is part of the counter's way of a registration, and neither is
// linked by the gateway.
const Names kMayNameEmbeddings{
    "engine/vision/face_types.h",  // the type
    "engine/vision/embedder.h",    // makes it of one picture of one face
    "engine/vision/embedder.cpp",
    "engine/vision/still_analyser.h",      // of a still picture, for the bench
    "engine/liveness/liveness_session.h",  // whether the same buyer is still there
    "engine/liveness/liveness_session.cpp",
    "engine/liveness/person_watch.h",
    "engine/liveness/person_watch.cpp",
    "engine/matching/portrait_matcher.h",  // the buyer with the buyer's own document
    "engine/matching/portrait_matcher.cpp",
    "engine/enrolment/scan_vision.h",
    "engine/enrolment/scan_vision.cpp",
    "engine/enrolment/scan_runner.h",
    "engine/enrolment/scan_runner.cpp",
    "engine/enrolment/engine_thread.h",  // the document's portrait, until the scan
    "engine/enrolment/engine_thread.cpp",
};
const Names kMayCompare{"engine/vision/embedder.h", "engine/vision/embedder.cpp",
                        "engine/matching/portrait_matcher.h", "engine/matching/portrait_matcher.cpp"};
const Names kMayMatch{"engine/enrolment/scan_runner.cpp", "engine/matching/portrait_matcher.h",
                      "engine/matching/portrait_matcher.cpp"};
// Of one portrait and its mirror image.
const Names kMayHoldSeveral{"engine/vision/embedder.h", "engine/vision/embedder.cpp"};

bool isMeasuring(const Source& source) {
    return source.folder == "engine/calibration" || source.folder == "app/check";
}

std::string withoutComments(const std::string& text) {
    static const std::regex comment("//[^\n]*");
    return std::regex_replace(text, comment, "");
}

bool finds(const std::string& text, const char* pattern) {
    return std::regex_search(text, std::regex(pattern));
}

// What a source breaks; empty: nothing.
std::vector<std::string> broken(const Source& source) {
    std::vector<std::string> rules;
    if (isMeasuring(source)) return rules;
    const auto text = withoutComments(source.text);
    const auto check = [&](const char* pattern, const Names& allowed, const char* rule) {
        if (finds(text, pattern) && !allowed.contains(source.path)) rules.emplace_back(rule);
    };
    check(R"(\bEmbedding\b)", kMayNameEmbeddings, "names what a face is made of");
    check(R"(\bTemplateBuilder\b)", kMayNameEmbeddings, "names what a face is made of");
    check(R"(\b(cosine|averageEmbedding)\s*\()", kMayCompare, "compares two faces");
    if (finds(text, R"(\bsimilarity\s*\()") && !kMayCompare.contains(source.path))
        rules.emplace_back("compares two faces");
    check(R"(\bPortraitMatcher\b)", kMayMatch, "matches faces");
    check(
        R"(\b(vector|span|list|deque|set|map|unordered_map|array|multimap|pair|tuple)\s*<[^;{}()]*\bEmbedding\b)",
        kMayHoldSeveral, "holds more than one face");
    return rules;
}

// The public part of a class as it is written.
std::string publicPart(const std::string& text, const std::string& name) {
    const auto begin = text.find("class " + name + " {");
    REQUIRE(begin != std::string::npos);
    const auto from = text.find("public:", begin);
    const auto to = text.find("private:", from);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    return text.substr(from, to - from);
}

// The functions that are declared in a class's part, by name; the constructor is none.
Names functionsIn(const std::string& part, const std::string& constructor) {
    static const std::regex function(R"((\w+)\s*\([^()]*\)\s*(const)?\s*(noexcept)?\s*[:;{])");
    Names names;
    for (std::sregex_iterator each(part.begin(), part.end(), function), end; each != end; ++each) {
        const std::string name = (*each)[1];
        if (name != constructor && !startsWith(name, "m_")) names.insert(name);
    }
    return names;
}

std::string squeezed(std::string text) {
    return std::regex_replace(text, std::regex("\\s+"), " ");
}

#ifndef COUNTERSIGN_SANITIZED
std::string output(const std::string& command) {
    struct Close {
        void operator()(FILE* pipe) const { ::pclose(pipe); }
    };
    const std::unique_ptr<FILE, Close> pipe(::popen(command.c_str(), "r"));
    REQUIRE(pipe);
    std::string text;
    std::array<char, 4096> part{};
    while (const std::size_t got = std::fread(part.data(), 1, part.size(), pipe.get()))
        text.append(part.data(), got);
    return text;
}
#endif

}  // namespace

TEST_CASE("only one registration's own way names a face's numbers, and compares them") {
    for (const auto& source : sources({"engine", "ui", "app"})) {
        INFO(source.path);
        for (const auto& rule : broken(source)) {
            INFO(rule);
            CHECK(false);
        }
    }
    // None of the lists names a file that is gone.
    for (const auto* list : {&kMayNameEmbeddings, &kMayCompare, &kMayMatch, &kMayHoldSeveral}) {
        for (const auto& path : *list) {
            INFO(path);
            CHECK(fs::exists(kRoot / path));
        }
    }
}

TEST_CASE("these rules are broken by what they are about") {
    const auto breaks = [](const std::string& path, const std::string& text) {
        return !broken({path, path.substr(0, path.rfind('/')), text}).empty();
    };
    // Searching, storing and sending, wherever somebody would put it.
    CHECK(breaks("engine/matching/face_search.h", "int find(const Embedding& who);"));
    CHECK(breaks("engine/matching/portrait_matcher.h",
                 "MatchOutcome search(const Embedding& who, std::span<const Embedding> everybody);"));
    CHECK(breaks("engine/enrolment/scan_runner.h", "std::map<std::string, Embedding> m_known;"));
    CHECK(breaks("engine/enrolment/engine_thread.h", "std::vector<std::optional<Embedding>> m_before;"));
    CHECK(breaks("engine/enrolment/registration.h", "std::optional<Embedding> portrait;"));
    CHECK(breaks("engine/protocol/payload.h", "Embedding face;"));
    CHECK(breaks("engine/operator/conduct.cpp", "const auto alike = cosine(a, b);"));
    CHECK(breaks("engine/operator/judge.cpp", "if (similarity(a, b)) return;"));
    CHECK(breaks("app/counter/scan_controller.cpp", "PortraitMatcher(limits).match(portrait, live);"));
    CHECK(breaks("engine/store/faces.cpp", "TemplateBuilder all;"));
    CHECK(breaks("ui/pages/result_page.cpp", "Embedding e;"));
    // And not by talk of it.
    CHECK_FALSE(breaks("engine/operator/conduct.cpp", "// No Embedding is looked at here.\nint x;"));
    CHECK_FALSE(breaks("engine/operator/judge.cpp", "if (record.similarity) return;"));
}

TEST_CASE("the matcher takes one registration's portrait and that registration's frames, and nothing else") {
    const auto header = withoutComments(readText(kRoot / "engine/matching/portrait_matcher.h"));
    const auto part = publicPart(header, "PortraitMatcher");
    CHECK(functionsIn(part, "PortraitMatcher") == Names{"match"});
    CHECK(squeezed(part).find(
              "MatchOutcome match(const std::optional<Embedding>& portrait, const TemplateBuilder& "
              "live) const;") != std::string::npos);
    // What is compared with is built of frames that are given one by one, and nothing comes out but their
    // mean.
    CHECK(functionsIn(publicPart(header, "TemplateBuilder"), "TemplateBuilder") ==
          Names{"add", "frames", "build", "clear"});
    // It is called at one place, with the members of one scan.
    const auto runner = readText(kRoot / "engine/enrolment/scan_runner.cpp");
    const auto call = runner.find("PortraitMatcher(");
    REQUIRE(call != std::string::npos);
    CHECK(runner.find("PortraitMatcher(", call + 1) == std::string::npos);
    CHECK(runner.compare(call, 58, "PortraitMatcher(m_matching).match(m_portrait, m_template);") == 0);
    // This reading finds another way in.
    const std::string other =
        "class PortraitMatcher { public: explicit PortraitMatcher(int x) : m_x(x) {} MatchOutcome match(int "
        "a) "
        "const; "
        "int search(const std::vector<int>& all) const; private: int m_x; };";
    CHECK(functionsIn(publicPart(other, "PortraitMatcher"), "PortraitMatcher") == Names{"match", "search"});
}

TEST_CASE("what is kept and sent knows no faces, and the operator's side looks at none") {
    const Names folders{"engine/store", "engine/protocol", "engine/sync", "engine/operator", "app/operator"};
    std::size_t seen = 0;
    for (const auto& source : sources({"engine", "app"})) {
        if (!folders.contains(source.folder)) continue;
        ++seen;
        INFO(source.path);
        auto text = withoutComments(source.text);
        // A browser's word for whatever puts a page into a page.
        const std::string header = "Cross-Origin-Embedder-Policy";
        if (const auto at = text.find(header); at != std::string::npos) text.erase(at, header.size());
        // Not by another name either: readings, landmarks, nets, pictures as pixels.
        CHECK_FALSE(finds(text, R"(\b(FaceReading|FrameReading|Landmarks|FaceBox|Embedder|VisionModels)\b)"));
        CHECK_FALSE(finds(text, R"(\bcv::|\bdlib::)"));
        for (const auto& include : includesOf(source.text)) {
            INFO(include);
            for (const auto* folder : {"vision/", "matching/", "liveness/", "calibration/", "enrolment/",
                                       "capture/", "documents/", "practice/", "opencv2/", "dlib/"})
                CHECK_FALSE(startsWith(include, folder));
        }
    }
    CHECK(seen > 100);
    // What becomes a record, a draft on the disk or a header is made of these.
    for (const auto* path : {"engine/enrolment/registration.h", "engine/enrolment/workflow.h",
                             "app/counter/record_builder.cpp", "app/counter/evidence_builder.cpp",
                             "app/counter/draft_store.cpp", "app/counter/registration_maker.cpp"}) {
        INFO(path);
        CHECK_FALSE(finds(withoutComments(readText(kRoot / path)), R"(\b([Ee]mbedding|TemplateBuilder)\b)"));
    }
}

#ifndef COUNTERSIGN_SANITIZED
TEST_CASE("the built gateway holds no library that could look at a face") {
    const std::string program = std::string(COUNTERSIGN_BINARY_DIR) + "/app/operator/countersign-operator";
    REQUIRE(fs::exists(program));
    const auto libraries = output("LC_ALL=C ldd " + program);
    REQUIRE(libraries.find("libc.so") != std::string::npos);
    for (const char* unwanted : {"opencv", "dlib", "onnx", "tesseract", "openblas", "jpeg", "png"}) {
        INFO(unwanted);
        CHECK(libraries.find(unwanted) == std::string::npos);
    }
    // Where symbols are there, of what is linked in.
    const auto symbols = output("LC_ALL=C nm -C " + program + " 2>/dev/null; LC_ALL=C nm -DC " + program);
    REQUIRE_FALSE(symbols.empty());
    for (const char* unwanted : {"PortraitMatcher", "TemplateBuilder", "countersign::similarity",
                                 "countersign::cosine", "VisionModels", "cv::Mat", "dlib::"}) {
        INFO(unwanted);
        CHECK(symbols.find(unwanted) == std::string::npos);
    }
    // The counter's own tool has them: the reading finds what is there.
    const auto other =
        output("LC_ALL=C nm -DC " + std::string(COUNTERSIGN_BINARY_DIR) + "/app/check/countersign-check");
    CHECK(other.find("cv::Mat") != std::string::npos);
}
#endif
