#include "readers/vendor_reader.h"

#include <dlfcn.h>

#include <utility>

#include "readers/reader_errors.h"
#include "readers/vendor_reader_abi.h"

namespace countersign {
namespace {

constexpr std::size_t kPhotoBytes = std::size_t{3} * kChipPhotoWidth * kChipPhotoHeight;
// What follows a buffer: a library that writes past its length is found out and not believed.
constexpr std::size_t kGuard = 64;
constexpr std::uint8_t kGuardByte = 0xA5;

struct Functions {
    decltype(&countersign_reader_abi) abi = nullptr;
    decltype(&countersign_reader_open) open = nullptr;
    decltype(&countersign_reader_find) find = nullptr;
    decltype(&countersign_reader_select) select = nullptr;
    decltype(&countersign_reader_read_text) readText = nullptr;
    decltype(&countersign_reader_read_photo) readPhoto = nullptr;
    decltype(&countersign_reader_close) close = nullptr;
};

struct Unload {
    void operator()(void* library) const { ::dlclose(library); }
};
using Library = std::unique_ptr<void, Unload>;

class VendorReader final : public ChipDevice {
  public:
    VendorReader(Library library, const Functions& functions)
        : m_library(std::move(library)), m_call(functions) {}
    ~VendorReader() override { VendorReader::close(); }

    Status open() override {
        m_opened = true;  // also a failed one is closed: it may hold half of the device
        return outcome(m_call.open(), "open");
    }
    Result<CardPresence> findCard() override {
        const int answer = m_call.find();
        if (answer == COUNTERSIGN_READER_NO_CARD) return CardPresence::Absent;
        if (const auto good = outcome(answer, "find"); !good) return failure(good.error());
        return CardPresence::Present;
    }
    Status selectCard() override { return outcome(m_call.select(), "select"); }
    Result<Bytes> readText() override { return read(m_call.readText, kChipTextBytes, "read_text"); }
    Result<cv::Mat> readPhoto() override {
        auto bytes = read(m_call.readPhoto, kPhotoBytes, "read_photo");
        if (!bytes) return failure(bytes.error());
        return cv::Mat(kChipPhotoHeight, kChipPhotoWidth, CV_8UC3, bytes->data()).clone();
    }
    void close() noexcept override {
        if (std::exchange(m_opened, false)) m_call.close();
    }

  private:
    static Status outcome(int answer, const char* call) {
        if (answer == COUNTERSIGN_READER_OK) return {};
        if (answer == COUNTERSIGN_READER_NO_CARD) return failure(readers::noCard());
        return failure(readers::readerFailed(std::string(call) + " answered " + std::to_string(answer)));
    }

    static Result<Bytes> read(int (*call)(std::uint8_t*, std::size_t*), std::size_t size, const char* name) {
        Bytes bytes(size + kGuard, kGuardByte);
        std::size_t length = size;
        if (const auto good = outcome(call(bytes.data(), &length), name); !good) return failure(good.error());
        for (std::size_t i = size; i < bytes.size(); ++i) {
            if (bytes[i] != kGuardByte)
                return failure(readers::readerFailed(std::string(name) + " wrote past its buffer"));
        }
        if (length != size)
            return failure(readers::chipDataDamaged(std::string(name) + " gave " + std::to_string(length) +
                                                    " bytes instead of " + std::to_string(size)));
        bytes.resize(size);
        return bytes;
    }

    Library m_library;
    Functions m_call;
    bool m_opened = false;
};

template <class Function>
bool find(void* library, const char* name, Function& function, std::string& missing) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    if (function == nullptr && missing.empty()) missing = name;
    return function != nullptr;
}

}  // namespace

Result<std::unique_ptr<ChipDevice>> loadVendorReader(const std::filesystem::path& file) {
    // By its whole path: never whatever of that name lies in the system's folders.
    std::error_code ignored;
    const auto path = std::filesystem::absolute(file, ignored);
    Library library(::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL));
    if (!library) {
        const char* why = ::dlerror();
        return failure(readers::libraryUnusable(why != nullptr ? why : "it can't be loaded"));
    }
    Functions call;
    std::string missing;
    find(library.get(), "countersign_reader_abi", call.abi, missing);
    find(library.get(), "countersign_reader_open", call.open, missing);
    find(library.get(), "countersign_reader_find", call.find, missing);
    find(library.get(), "countersign_reader_select", call.select, missing);
    find(library.get(), "countersign_reader_read_text", call.readText, missing);
    find(library.get(), "countersign_reader_read_photo", call.readPhoto, missing);
    find(library.get(), "countersign_reader_close", call.close, missing);
    if (!missing.empty()) return failure(readers::libraryUnusable("it has no function " + missing));
    if (const int abi = call.abi(); abi != COUNTERSIGN_READER_ABI)
        return failure(
            readers::libraryUnusable("it is made for version " + std::to_string(abi) + " of the interface"));
    return std::unique_ptr<ChipDevice>(new VendorReader(std::move(library), call));
}

}  // namespace countersign
