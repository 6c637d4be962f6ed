# What `cmake --install` lays where. packaging/debian splits it into packages (see its *.install). A program that is to find
# its data there must be told when it is built: COUNTERSIGN_MODELS_DIR, COUNTERSIGN_VOICE_DIR and COUNTERSIGN_FONT_DIR.
include(GNUInstallDirs)
set(CS_INSTALL_DATA ${CMAKE_INSTALL_DATADIR}/countersign)
set(CS_INSTALL_EXAMPLES ${CMAKE_INSTALL_DATADIR}/doc/countersign-operator/examples)
set(CS_INSTALL_UNITS lib/systemd/system)

# The operator's commands are for people too who are not root (list, show, review), hence not sbin.
install(TARGETS countersign-operator countersign-check RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES packaging/man/countersign-operator.1 packaging/man/countersign-check.1
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
file(GLOB units CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/packaging/systemd/*.service)
install(FILES ${units} DESTINATION ${CS_INSTALL_UNITS})
install(DIRECTORY packaging/systemd/countersign-.service.d DESTINATION ${CS_INSTALL_UNITS})
install(FILES packaging/nginx/countersign.conf DESTINATION ${CS_INSTALL_EXAMPLES}/nginx)
install(FILES packaging/postgresql/countersign.conf DESTINATION ${CS_INSTALL_EXAMPLES}/postgresql)
install(FILES packaging/systemd/review-forwarding.conf DESTINATION ${CS_INSTALL_EXAMPLES}/systemd)
install(FILES packaging/demo-policy.json DESTINATION ${CS_INSTALL_EXAMPLES})

# Named one by one by their endings: the folder also holds what packaging/models notes for itself.
install(DIRECTORY ${COUNTERSIGN_MODELS_SOURCE}/ DESTINATION ${CS_INSTALL_DATA}/models
    FILES_MATCHING PATTERN "manifest.json" PATTERN "*.onnx" PATTERN "*.dat" PATTERN "*.person")

if(COUNTERSIGN_HANDBOOKS)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/handbooks/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/countersign-doc
        FILES_MATCHING PATTERN "*.pdf")
endif()
if(TARGET countersign)
    install(TARGETS countersign RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES packaging/man/countersign.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/voice/ DESTINATION ${CS_INSTALL_DATA}/voice
        OPTIONAL FILES_MATCHING PATTERN "*.wav")
    install(DIRECTORY ${PROJECT_BINARY_DIR}/fonts/ DESTINATION ${CS_INSTALL_DATA}/fonts)
    install(FILES packaging/desktop/countersign.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES packaging/desktop/org.countersign.counter.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES packaging/desktop/countersign.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
