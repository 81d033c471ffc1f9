// @azure/msal-browser: errors and addresses.
import {
  AuthError,
  BrowserAuthErrorCodes,
  InteractionType,
  LogLevel,
  Logger,
  ProtocolMode,
  PublicClientApplication,
  version,
} from '@azure/msal-browser';

export default () => {
  const lines = [];
  new Logger({
    loggerCallback: (level, text) => lines.push([level, text.length > 3]),
    logLevel: LogLevel.Verbose,
    piiLoggingEnabled: false,
  }).warning('careful', 'id');
  return [
    new AuthError('code', 'message').errorCode,
    BrowserAuthErrorCodes.popupWindowError,
    InteractionType.Popup,
    ProtocolMode,
    lines,
    typeof PublicClientApplication,
    version.split('.').length,
  ];
};
