/** Headers the server sets on a request before it hands it to the sign-in library; what a client sends is replaced. */
export const CLIENT_IP_HEADER = "x-podpass-client-ip";
export const REQUEST_ID_HEADER = "x-podpass-request-id";
