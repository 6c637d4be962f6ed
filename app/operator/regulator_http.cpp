#include "regulator_http.h"

#include <curl/curl.h>

#include <algorithm>

#include "operator/operator_errors.h"

namespace countersign {
namespace {

// A whole answer with every acknowledgement at its limit.
constexpr std::size_t kMaxAnswerBytes = kMaxForwardItems * (kMaxAcknowledgementBytes + 16) + 256;
constexpr long kConnectSeconds = 10;
constexpr std::string_view kHttps = "https://";

}  // namespace

struct RegulatorHttp::Handle {
    CURL* curl = nullptr;
    curl_slist* headers = nullptr;
    std::function<bool()> stop;
    Bytes body;
    bool tooLarge = false;

    Handle() = default;
    ~Handle() {
        curl_slist_free_all(headers);
        if (curl != nullptr) curl_easy_cleanup(curl);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    // Both are called by the C library: nothing may be thrown.
    static std::size_t received(char* data, std::size_t size, std::size_t count, void* self) noexcept {
        auto* handle = static_cast<Handle*>(self);
        const std::size_t bytes = size * count;
        if (bytes > kMaxAnswerBytes - handle->body.size()) {
            handle->tooLarge = true;
            return 0;
        }
        handle->body.insert(handle->body.end(), data, data + bytes);  // was reserved
        return bytes;
    }
    static int progress(void* self, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*upTotal*/,
                        curl_off_t /*upNow*/) noexcept {
        return static_cast<Handle*>(self)->stop() ? 1 : 0;
    }

    template <class Value>
    void set(CURLoption option, Value value) {
        if (const auto code = curl_easy_setopt(curl, option, value); code != CURLE_OK && fault == CURLE_OK)
            fault = code;
    }
    CURLcode fault = CURLE_OK;  // the first
};

RegulatorHttp::RegulatorHttp(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
RegulatorHttp::~RegulatorHttp() = default;

Result<std::unique_ptr<RegulatorHttp>> RegulatorHttp::open(const RegulatorAddress& address,
                                                           std::function<bool()> stop) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    auto handle = std::make_unique<Handle>();
    if (started == CURLE_OK) handle->curl = curl_easy_init();
    if (handle->curl == nullptr) return failure(regulatorUnreachable("libcurl does not start"));
    // Asked for here, too: nothing else must ever carry people's data.
    if (!address.url.starts_with(kHttps))
        return failure(regulatorUnreachable("the address does not begin with https://"));
    handle->stop = std::move(stop);
    handle->body.reserve(kMaxAnswerBytes);
    // Without "Expect" the body goes at once and not after a second of waiting for a word.
    for (const auto& line : {"Content-Type: " + std::string(kForwardContentType), std::string("Expect:")})
        handle->headers = curl_slist_append(handle->headers, line.c_str());

    auto url = address.url;
    while (url.ends_with('/')) url.pop_back();
    url += kForwardRoute;
    auto& h = *handle;
    h.set(CURLOPT_URL, url.c_str());
    h.set(CURLOPT_HTTPHEADER, h.headers);
    h.set(CURLOPT_POST, 1L);
    h.set(CURLOPT_PROTOCOLS_STR, "https");
    h.set(CURLOPT_FOLLOWLOCATION, 0L);
    h.set(CURLOPT_PROXY, "");  // straight, whatever the environment says
    h.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    h.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // or newer
    h.set(CURLOPT_SSL_VERIFYPEER, 1L);
    h.set(CURLOPT_SSL_VERIFYHOST, 2L);
    h.set(CURLOPT_CAINFO, address.caFile.c_str());
    h.set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // the system's authorities are not believed
    if (!address.clientCertificate.empty()) {
        h.set(CURLOPT_SSLCERT, address.clientCertificate.c_str());
        h.set(CURLOPT_SSLKEY, address.clientKey.c_str());
    }
    h.set(CURLOPT_NOSIGNAL, 1L);
    h.set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    h.set(CURLOPT_TIMEOUT_MS, static_cast<long>(address.timeout.count()));
    h.set(CURLOPT_WRITEFUNCTION, &Handle::received);
    h.set(CURLOPT_WRITEDATA, static_cast<void*>(handle.get()));
    h.set(CURLOPT_NOPROGRESS, 0L);
    h.set(CURLOPT_XFERINFOFUNCTION, &Handle::progress);
    h.set(CURLOPT_XFERINFODATA, static_cast<void*>(handle.get()));
    if (h.fault != CURLE_OK) return failure(regulatorUnreachable(curl_easy_strerror(h.fault)));
    return std::unique_ptr<RegulatorHttp>(new RegulatorHttp(std::move(handle)));
}

Result<RegulatorReply> RegulatorHttp::post(ByteView batch) {
    auto& h = *m_handle;
    h.body.clear();
    h.tooLarge = false;
    h.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(batch.size()));
    h.set(CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(batch.data()));
    const auto code = curl_easy_perform(h.curl);
    RegulatorReply reply;
    long status = 0;
    curl_easy_getinfo(h.curl, CURLINFO_RESPONSE_CODE, &status);
    reply.status = static_cast<int>(status);
    if (code == CURLE_ABORTED_BY_CALLBACK) {
        reply.kind = ReplyKind::Stopped;
        return reply;
    }
    if (code != CURLE_OK && !h.tooLarge) {
        // From the moment at which TLS stands and the request begins it may have been taken.
        curl_off_t sentAfter = 0;
        curl_easy_getinfo(h.curl, CURLINFO_PRETRANSFER_TIME_T, &sentAfter);
        if (sentAfter <= 0) return failure(regulatorUnreachable(curl_easy_strerror(code)));
        reply.kind = ReplyKind::Silent;
        return reply;
    }
    curl_off_t seconds = 0;
    curl_easy_getinfo(h.curl, CURLINFO_RETRY_AFTER, &seconds);
    constexpr curl_off_t kDay = 86'400;  // the policy's own limit; no overflow on the way to it
    if (seconds > 0) reply.retryAfter = Millis(1000 * std::min(seconds, kDay));
    if (h.tooLarge) {
        reply.kind = ReplyKind::Faulty;
    } else if (status >= 200 && status < 300) {
        reply.kind = ReplyKind::Answered;
        reply.body = h.body;
    } else if (status == 429 || status == 503) {
        reply.kind = ReplyKind::Busy;
    } else if (status >= 400 && status < 500) {
        reply.kind = ReplyKind::Refused;
    } else {
        reply.kind = ReplyKind::Faulty;
    }
    return reply;
}

}  // namespace countersign
