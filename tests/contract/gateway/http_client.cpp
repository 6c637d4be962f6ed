#include "http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <stdexcept>

#include "core/files.h"

namespace countersign::test {
namespace {

constexpr std::size_t kMaxAnswer = 64U << 20U;

std::string readAll(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kMaxAnswer);
    return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

}  // namespace

HttpAnswer HttpClient::get(const std::string& path, const std::vector<std::string>& options) const {
    return run(path, options);
}

HttpAnswer HttpClient::post(const std::string& path, ByteView body,
                            const std::vector<std::string>& options) const {
    const auto file = m_folder.path() / "request";
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(body.data()), static_cast<std::streamsize>(body.size()));
    std::vector<std::string> all{"--data-binary", "@" + file.string()};
    all.insert(all.end(), options.begin(), options.end());
    return run(path, all);
}

HttpAnswer HttpClient::run(const std::string& path, const std::vector<std::string>& options) const {
    const auto body = m_folder.path() / "body";
    const auto head = m_folder.path() / "head";
    std::filesystem::remove(body);
    std::filesystem::remove(head);
    std::vector<std::string> command{
        "/usr/bin/curl", "--silent",    "--show-error",    "--noproxy",   "*",
        "--path-as-is",  "--cacert",    m_caFile.string(), "--output",    body.string(),
        "--dump-header", head.string(), "--write-out",     "%{http_code}"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(m_url + path);
    const auto result = runProgram(command);
    HttpAnswer answer;
    answer.curlCode = result.exitCode;
    answer.status = result.output.empty() ? 0 : std::stoi(result.output);
    answer.head = readAll(head);
    answer.body = toBytes(readAll(body));
    return answer;
}

BareSocket::BareSocket(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (m_socket < 0 ||
        ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("cannot connect");
    }
}

BareSocket::~BareSocket() {
    ::close(m_socket);
}

void BareSocket::send(std::string_view bytes) const {
    static_cast<void>(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

void BareSocket::waitForEnd() const {
    std::array<char, 512> part{};
    while (::recv(m_socket, part.data(), part.size(), 0) > 0) continue;
}

}  // namespace countersign::test
