import { type CodeSampleInput, secretsUrl } from "./code-sample-input.ts";

/** Go with its standard library. */
export function goSample(input: Required<CodeSampleInput>): string {
  return `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 15 * time.Second}

// readSecrets returns the secrets of the environment, by key.
func readSecrets() (map[string]string, error) {
	// Read anew for every login: the kubelet replaces the file in time.
	jwt, err := os.ReadFile("${input.tokenPath}")
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]string{"identityId": "${input.identityId}", "jwt": string(jwt)})
	if err != nil {
		return nil, err
	}
	var login struct {
		AccessToken string \`json:"accessToken"\`
	}
	if err := send("POST", "${input.url}/api/v1/auth/kubernetes-auth/login", body, "", &login); err != nil {
		return nil, err
	}
	var answer struct {
		Secrets []struct {
			Key   string \`json:"secretKey"\`
			Value string \`json:"secretValue"\`
		} \`json:"secrets"\`
	}
	if err := send("GET", "${secretsUrl(input)}", nil, login.AccessToken, &answer); err != nil {
		return nil, err
	}
	secrets := make(map[string]string, len(answer.Secrets))
	for _, secret := range answer.Secrets {
		secrets[secret.Key] = secret.Value
	}
	return secrets, nil
}

func send(method, url string, body []byte, token string, into any) error {
	request, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("content-type", "application/json")
	if token != "" {
		request.Header.Set("authorization", "Bearer "+token)
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		message, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
		return fmt.Errorf("Podpass answered %s: %s", response.Status, message)
	}
	return json.NewDecoder(response.Body).Decode(into)
}

func main() {
	secrets, err := readSecrets()
	if err != nil {
		log.Fatal(err)
	}
	for key := range secrets {
		fmt.Println("Read", key)
	}
}
`;
}
