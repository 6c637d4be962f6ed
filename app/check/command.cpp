#include "command.h"

#include <iostream>

namespace countersign::check {

int exitStatus(const Error& error) {
    switch (error.code) {
        case ErrorCode::CheckArgumentsWrong:
            return kExitArguments;
        case ErrorCode::CheckInputUnreadable:
        case ErrorCode::PictureUnusable:
        case ErrorCode::FileUnreadable:
        case ErrorCode::PolicyUnreadable:
        case ErrorCode::PictureListUnusable:
            return kExitInput;
        case ErrorCode::ModelManifestBad:
        case ErrorCode::ModelMissing:
        case ErrorCode::ModelAltered:
        case ErrorCode::ModelUnusable:
            return kExitModels;
        default:
            return kExitFailed;
    }
}

int Command::statusOf(const nlohmann::json&) const {
    return kExitRan;
}

int Command::statusOf(const Error& error) const {
    return exitStatus(error);
}

std::string Command::wordsFor(const nlohmann::json&) const {
    return {};
}

Error inputUnreadable(const std::filesystem::path& file, const std::string& why) {
    return makeError(ErrorCode::CheckInputUnreadable, file.string() + ": " + why);
}

Error outputUnwritable(const std::filesystem::path& file, const std::string& why) {
    return makeError(ErrorCode::CheckOutputUnwritable, file.string() + ": " + why);
}

Error argumentsWrong(const std::string& why) {
    return makeError(ErrorCode::CheckArgumentsWrong, why);
}

void progress(const CommonOptions& common, const std::string& line) {
    if (!common.quiet) std::cerr << line << '\n';
}

}  // namespace countersign::check
