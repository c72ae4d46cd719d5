import type { Locale } from "@beseda/protocol";
import type { CertificateProblem, Diagnosis } from "./connection/diagnosis.ts";

/** Says why no connection came about, and what helps: one sentence of each (VIEW-7). */
export const sentenceOf = (diagnosis: Diagnosis | undefined, locale: Locale): string | undefined =>
  diagnosis && (locale === "ru" ? inRussian(diagnosis) : inEnglish(diagnosis));

const certificatesEn: Record<CertificateProblem, string> = {
  untrusted: "is signed by nobody whom this machine trusts",
  expired: "is not valid today",
  "other-name": "is for another name",
};

const inEnglish = (diagnosis: Diagnosis): string => {
  switch (diagnosis.cause) {
    case "name":
      return `There is no machine called ${diagnosis.host} in this network. Check the name, and the connection.`;
    case "certificate":
      return `The certificate of ${diagnosis.host} ${certificatesEn[diagnosis.problem]}. Ask who runs the server for one that is good, or trust it on this machine (NODE_EXTRA_CA_CERTS).`;
    case "no-tls":
      return `${diagnosis.host} speaks no TLS. Try ${diagnosis.better}`;
    case "tls":
      return `${diagnosis.host} wants TLS. Try ${diagnosis.better}`;
    case "lines":
      return `${diagnosis.host} is the port for plain lines (nc, telnet). Take the port of the web page, 8765 unless it was set.`;
    case "path":
      return `There is no Beseda at ${diagnosis.url} (HTTP ${diagnosis.status}). Check the port and the path.`;
    case "proxy":
      return `The proxy at ${diagnosis.host} does not reach the server (HTTP ${diagnosis.status}). Who runs it can see whether the server is up.`;
    case "origin":
      return `The server does not take in this page: it was opened at ${diagnosis.origin}, and the server hears of ${diagnosis.host}. Who runs it starts it with --public-url ${diagnosis.origin}, or has the proxy pass the name on whole: proxy_set_header Host $http_host.`;
    case "host":
      return `The server does not know the name ${diagnosis.host}. Who runs it starts it with --public-url ${diagnosis.origin}`;
    case "no-websocket":
      return `${diagnosis.host} answers, but passes no WebSocket on. Who runs the proxy has it pass on Upgrade and Connection, by HTTP/1.1.`;
    case "older":
      return `The server is of version ${diagnosis.version}, which is older than this program, and a WebSocket does not open. Update the server.`;
  }
};

const certificatesRu: Record<CertificateProblem, string> = {
  untrusted: "никем не заверен из тех, кому доверяет эта машина",
  expired: "сегодня не действует",
  "other-name": "выдан на другое имя",
};

const inRussian = (diagnosis: Diagnosis): string => {
  switch (diagnosis.cause) {
    case "name":
      return `Машины с именем ${diagnosis.host} в этой сети нет. Проверьте имя и подключение.`;
    case "certificate":
      return `Сертификат ${diagnosis.host} ${certificatesRu[diagnosis.problem]}. Попросите у владельца сервера годный или доверьтесь этому на своей машине (NODE_EXTRA_CA_CERTS).`;
    case "no-tls":
      return `${diagnosis.host} не говорит по TLS. Попробуйте ${diagnosis.better}`;
    case "tls":
      return `${diagnosis.host} ждёт TLS. Попробуйте ${diagnosis.better}`;
    case "lines":
      return `${diagnosis.host} — порт для простых строк (nc, telnet). Укажите порт веб-страницы, обычно 8765.`;
    case "path":
      return `По адресу ${diagnosis.url} Беседы нет (HTTP ${diagnosis.status}). Проверьте порт и путь.`;
    case "proxy":
      return `Прокси ${diagnosis.host} не достучался до сервера (HTTP ${diagnosis.status}). Владелец увидит, запущен ли сервер.`;
    case "origin":
      return `Сервер не впускает эту страницу: она открыта с ${diagnosis.origin}, а серверу назван ${diagnosis.host}. Владельцу: запустите с --public-url ${diagnosis.origin} или передавайте в прокси имя целиком: proxy_set_header Host $http_host.`;
    case "host":
      return `Сервер не знает имени ${diagnosis.host}. Владельцу: запустите с --public-url ${diagnosis.origin}`;
    case "no-websocket":
      return `${diagnosis.host} отвечает, но не пропускает WebSocket. Владельцу прокси: передавайте Upgrade и Connection по HTTP/1.1.`;
    case "older":
      return `Сервер версии ${diagnosis.version} старше этой программы, и WebSocket не открывается. Обновите сервер.`;
  }
};
