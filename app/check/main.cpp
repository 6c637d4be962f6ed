// countersign-check: the product's engine on films and pictures, measured, and a counter's store looked over.
// One JSON object on standard output, or words where a command has them.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <opencv2/core/utils/logger.hpp>

#include "commands.h"
#include "core/secret.h"
#include "vision/vision_models.h"

namespace countersign::check {
namespace {

std::filesystem::path defaultModels() {
    if (const char* given = std::getenv("COUNTERSIGN_MODELS"); given != nullptr && *given != '\0')
        return given;
    const std::filesystem::path installed = COUNTERSIGN_INSTALLED_MODELS_DIR;
    std::error_code ignored;
    if (std::filesystem::is_directory(installed, ignored)) return installed;
    return COUNTERSIGN_MODELS_DIR;
}

int report(const Error& error, const Command& command) {
    std::cerr << "countersign-check: " << describe(error) << '\n';
    return command.statusOf(error);
}

Status write(const nlohmann::json& result, const Command& command, const CommonOptions& common) {
    auto text = command.wordsFor(result);
    // Paths and labels may hold bytes that are not UTF-8: replaced, not thrown.
    if (text.empty()) text = result.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    if (common.output.empty()) {
        std::cout << text << std::endl;
        if (!std::cout) return failure(outputUnwritable("standard output", "closed or full"));
        return {};
    }
    std::ofstream file(common.output, std::ios::binary | std::ios::trunc);
    file << text << '\n';
    file.close();
    if (!file) return failure(outputUnwritable(common.output, "cannot be written"));
    return {};
}

void declareCommon(CLI::App& app, CommonOptions& common) {
    app.add_option("--models", common.models, "folder of the face models");
    app.add_option("--policy", common.policy, "policy file instead of the installed one");
    app.add_option("--threads", common.threads, "threads of the compute pool")->check(CLI::Range(1, 64));
    app.add_option("--out", common.output, "write the result to this file instead of standard output");
    app.add_flag("--quiet", common.quiet, "no progress on standard error");
}

int runTool(int argc, char** argv) {
    CLI::App app{
        "Runs Countersign's engine on films and pictures and prints one JSON object; 'doctor' looks a "
        "counter's "
        "stored registrations over."};
    app.name("countersign-check");
    app.set_version_flag("--version", "countersign-check " COUNTERSIGN_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    CommonOptions common;
    common.models = defaultModels();
    declareCommon(app, common);
    const auto commands = allCommands();
    std::vector<CLI::App*> parsers;
    for (const auto& command : commands) {
        parsers.push_back(app.add_subcommand(command->name(), command->description()));
        command->declare(*parsers.back());
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kExitRan : kExitArguments;
    }
    limitComputeThreads(common.threads);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (!parsers[i]->parsed()) continue;
        const auto result = commands[i]->run(common);
        if (!result) return report(result.error(), *commands[i]);
        if (const auto written = write(*result, *commands[i], common); !written)
            return report(written.error(), *commands[i]);
        return commands[i]->statusOf(*result);
    }
    return kExitArguments;
}

}  // namespace
}  // namespace countersign::check

int main(int argc, char** argv) {
    using namespace countersign;
    ::setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    if (const auto started = initCrypto(); !started) {
        std::cerr << "countersign-check: " << describe(started.error()) << '\n';
        return check::kExitFailed;
    }
    try {
        return check::runTool(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "countersign-check: stopped by " << error.what() << '\n';
        return check::kExitFailed;
    }
}
