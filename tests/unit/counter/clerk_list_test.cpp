#include "app/counter/clerk_list.h"

#include <filesystem>

#include "app/counter/rights.h"
#include "core/files.h"
#include "core/ids.h"
#include "support/catch.h"

using namespace countersign;

namespace {

struct Folder {
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("clerks-" + RecordId::random().hex());
};

}  // namespace

TEST_CASE("a clerk signs in with the own PIN and no other") {
    const Folder folder;
    auto list = ClerkList::load(folder.path / "clerks.json").value();
    CHECK(list.empty());
    REQUIRE(list.put({"lina", "Li Na"}, "2468"));
    REQUIRE(list.put({"omar", "Omar"}, "13579"));

    const auto again = ClerkList::load(folder.path / "clerks.json").value();
    const auto clerk = again.signIn("lina", "2468");
    REQUIRE(clerk.has_value());
    CHECK(clerk->name == "Li Na");
    CHECK_FALSE(again.signIn("lina", "13579"));
    CHECK_FALSE(again.signIn("lina", ""));
    CHECK_FALSE(again.signIn("nobody", "2468"));
    CHECK_FALSE(again.signIn("", "no such clerk"));
}

TEST_CASE("the file holds no PIN and only its owner reads it") {
    const Folder folder;
    const auto file = folder.path / "clerks.json";
    auto list = ClerkList::load(file).value();
    REQUIRE(list.put({"lina", "Li Na"}, "24681357"));
    const auto bytes = readFile(file, 10000).value();
    const std::string text(bytes.begin(), bytes.end());
    CHECK(text.find("24681357") == std::string::npos);
    CHECK(text.find("$argon2id$") != std::string::npos);
    const auto rights = std::filesystem::status(file).permissions();
    CHECK((rights & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
          std::filesystem::perms::none);
}

TEST_CASE("a changed PIN replaces the old one") {
    const Folder folder;
    auto list = ClerkList::load(folder.path / "clerks.json").value();
    REQUIRE(list.put({"lina", "Li Na"}, "2468"));
    REQUIRE(list.put({"lina", "Li Na"}, "8642"));
    CHECK_FALSE(list.signIn("lina", "2468"));
    CHECK(list.signIn("lina", "8642"));
}

TEST_CASE("clerks have roles, which stay when the PIN changes") {
    const Folder folder;
    const auto file = folder.path / "clerks.json";
    auto list = ClerkList::load(file).value();
    REQUIRE(list.add({"lina", "Li Na", ClerkRole::Supervisor}, "2468"));
    REQUIRE(list.add({"tom", "Tom", ClerkRole::Technician}, "1357"));
    REQUIRE(list.add({"omar", "Omar"}, "9753"));
    CHECK(list.add({"omar", "Another"}, "9753").error().code == ErrorCode::ClerkRejected);
    REQUIRE(list.changePin("lina", "8642"));
    REQUIRE(list.changeRole("omar", ClerkRole::Supervisor));
    REQUIRE(list.remove("tom"));
    for (const auto& gone :
         {list.remove("tom"), list.changePin("tom", "1357"), list.changeRole("tom", ClerkRole::Clerk)}) {
        CHECK(gone.error().code == ErrorCode::ClerkRejected);
    }
    const auto again = ClerkList::load(file).value();
    CHECK(again.clerks() == std::vector<Clerk>{{"lina", "Li Na", ClerkRole::Supervisor},
                                               {"omar", "Omar", ClerkRole::Supervisor}});
    CHECK(again.signIn("lina", "8642") == Clerk{"lina", "Li Na", ClerkRole::Supervisor});
    CHECK(again.signIn("omar", "9753"));
    CHECK_FALSE(again.signIn("tom", "1357"));
}

TEST_CASE("a list of before there were roles holds clerks, and nobody is locked out") {
    const Folder folder;
    const auto file = folder.path / "clerks.json";
    auto list = ClerkList::load(file).value();
    REQUIRE(list.put({"lina", "Li Na", ClerkRole::Supervisor}, "2468"));
    auto bytes = readFile(file, 10000).value();
    std::string text(bytes.begin(), bytes.end());
    const auto role = text.find("\"role\"");
    REQUIRE(role != std::string::npos);
    const auto comma = text.rfind(',', role);
    text.erase(comma, text.find_first_of("}\n", role) - comma);
    REQUIRE(text.find("supervisor") == std::string::npos);
    REQUIRE(writeFileDurably(file, toBytes(text)));
    const auto old = ClerkList::load(file).value();
    const auto clerk = old.signIn("lina", "2468");
    REQUIRE(clerk.has_value());
    CHECK(clerk->role == ClerkRole::Clerk);
}

TEST_CASE("what the command line changed is marked until it was noted") {
    const Folder folder;
    const auto file = folder.path / "clerks.json";
    auto list = ClerkList::load(file).value();
    REQUIRE(list.put({"lina", "Li Na"}, "2468", ClerkList::Noted::NotYet));
    REQUIRE(list.add({"omar", "Omar"}, "9753"));
    auto again = ClerkList::load(file).value();
    REQUIRE(again.notNoted().size() == 1);
    CHECK(again.notNoted().front().id == "lina");
    REQUIRE(again.setNoted());
    CHECK(ClerkList::load(file).value().notNoted().empty());
}

TEST_CASE("what each role may do") {
    using enum Right;
    const auto rights = [](ClerkRole role) {
        std::vector<Right> all;
        for (const auto right : {Register, SignSecond, ManageClerks, ChooseCamera, KeepCameraGood}) {
            if (may(role, right)) all.push_back(right);
        }
        return all;
    };
    CHECK(rights(ClerkRole::Clerk) == std::vector{Register, SignSecond});
    CHECK(rights(ClerkRole::Supervisor) ==
          std::vector{Register, SignSecond, ManageClerks, ChooseCamera, KeepCameraGood});
    CHECK(rights(ClerkRole::Technician) == std::vector{ChooseCamera, KeepCameraGood});
    for (const auto role : kClerkRoles) CHECK(clerkRoleFromName(clerkRoleName(role)) == role);
    CHECK_FALSE(clerkRoleFromName("boss"));
}

TEST_CASE("ids and PINs of a wrong shape are refused and nothing is written") {
    const Folder folder;
    const auto file = folder.path / "clerks.json";
    auto list = ClerkList::load(file).value();
    for (const char* id : {"", "Li Na", "LINA", "../x", "a\nb", "0123456789012345678901234567890123"}) {
        CHECK(list.put({id, "x"}, "2468").error().code == ErrorCode::ClerkRejected);
    }
    for (const char* pin : {"", "123", "1234567890123", "abcd", "12 34"}) {
        CHECK(list.put({"lina", "x"}, pin).error().code == ErrorCode::ClerkRejected);
    }
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a damaged list is an error and stays as it is") {
    const Folder folder;
    const auto file = folder.path / "clerks.json";
    for (const char* text :
         {"", "{", "[]", "{\"clerks\":3}", "{\"clerks\":[3]}", "{\"clerks\":[{\"id\":7}]}",
          "{\"clerks\":[{\"id\":\"lina\"}]}", R"({"clerks":[{"id":"lina","pin_hash":"x","role":"boss"}]})",
          R"({"clerks":[{"id":"lina","pin_hash":"x","role":2}]})",
          R"({"clerks":[{"id":"a","pin_hash":"x"},{"id":"a","pin_hash":"y"}]})"}) {
        REQUIRE(writeFileDurably(file, toBytes(text)));
        CHECK(ClerkList::load(file).error().code == ErrorCode::ClerkListDamaged);
        CHECK(readFile(file, 200).value() == toBytes(text));
    }
}
