#include "check_tool.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "core/ids.h"

namespace countersign::test {

std::string readAll(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

Folder::Folder() : m_path(std::filesystem::temp_directory_path() / ("check-" + RecordId::random().hex())) {
    std::filesystem::create_directories(m_path);
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::string Folder::write(const std::string& name, const std::string& bytes) const {
    std::ofstream(m_path / name, std::ios::binary) << bytes;
    return file(name);
}

ToolRun runCheck(const std::vector<std::string>& arguments) {
    const Folder folder;
    const auto out = folder.file("out");
    const auto err = folder.file("err");
    std::vector<std::string> words{COUNTERSIGN_CHECK};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int outFile = ::open(out.c_str(), O_CREAT | O_WRONLY, 0600);
        const int errFile = ::open(err.c_str(), O_CREAT | O_WRONLY, 0600);
        ::dup2(outFile, STDOUT_FILENO);
        ::dup2(errFile, STDERR_FILENO);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ToolRun run;
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    run.output = readAll(out);
    run.errors = readAll(err);
    return run;
}

}  // namespace countersign::test
