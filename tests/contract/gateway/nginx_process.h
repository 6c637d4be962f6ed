// The real nginx with the shipped configuration in front of a gateway.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <regex>
#include <string>

#include "core/files.h"
#include "support/catch.h"
#include "support/gateway_process.h"

namespace countersign::test {

inline constexpr char kProxyWord[] = "00112233445566778899aabbccddeeff";
inline constexpr char kNginx[] = "/usr/sbin/nginx";
inline constexpr std::size_t kMaxText = 1U << 20U;

inline std::string text(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kMaxText).value();
    return {bytes.begin(), bytes.end()};
}

inline void writeText(const std::filesystem::path& file, const std::string& content) {
    REQUIRE(writeFileDurably(file, toBytes(content)));
}

inline std::uint16_t freePort() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(probe, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    ::close(probe);
    return ntohs(address.sin_port);
}

inline std::string replaced(std::string where, const std::string& what, const std::string& by) {
    const auto at = where.find(what);
    REQUIRE(at != std::string::npos);
    return where.replace(at, what.size(), by);
}

// The shipped configuration with this test's ports and paths.
class Nginx {
  public:
    using Change = std::function<std::string(std::string)>;
    // `change`: what an operator made of the configuration.
    explicit Nginx(const GatewayProcess& gateway, const Change& change = {}) : m_port(freePort()) {
        const auto root = m_folder.path().string();
        auto site = text(std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / "packaging/nginx/countersign.conf");
        if (change) site = change(std::move(site));
        site = replaced(site, "    server 127.0.0.1:8444",
                        "    server 127.0.0.1:" + std::to_string(gateway.port()));
        site = replaced(site, "listen 8443 ssl", "listen 127.0.0.1:" + std::to_string(m_port) + " ssl");
        site = std::regex_replace(site, std::regex("([a-z]) /etc/countersign/tls/"),
                                  "$1 " + (gateway.folder() / "tls").string() + "/");
        site = replaced(site, "error_log /var/log/nginx/error.log", "error_log " + root + "/errors");
        site = replaced(site, "    include /etc/countersign/", "    include " + root + "/");
        writeText(m_folder.path() / "proxy-word.conf",
                  "proxy_set_header X-Countersign-Proxy " + std::string(kProxyWord) + ";\n");
        std::string all = "pid " + root + "/pid;\nerror_log " + root + "/errors;\nevents {}\nhttp {\n";
        if (::geteuid() == 0) all = "user root;\n" + all;
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            all += std::string(kind) + "_temp_path " + root + "/" + kind + ";\n";
        writeText(m_folder.path() / "nginx.conf", all + site + "}\n");
        const auto started = runProgram({kNginx, "-e", root + "/errors", "-c", root + "/nginx.conf"});
        INFO(started.errors);
        REQUIRE(started.exitCode == 0);
    }
    ~Nginx() {
        const auto root = m_folder.path().string();
        static_cast<void>(
            runProgram({kNginx, "-e", root + "/errors", "-c", root + "/nginx.conf", "-s", "stop"}));
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;
    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(m_port); }

  private:
    TemporaryFolder m_folder;
    std::uint16_t m_port;
};

}  // namespace countersign::test
